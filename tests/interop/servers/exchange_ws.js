// SPDX-License-Identifier: GPL-3.0-or-later
//
// exchange_ws.js COUNT: a server with permessage-deflate. It sends COUNT messages of its own to each client while it takes the client's,
// and prints what went over it as one line of JSON when the client has closed.
'use strict';
const { createHash } = require('crypto');
const { WebSocketServer } = require('ws');

const count = Number(process.argv[2]);

// Text and binary by turns, of many sizes; what a compressor can shorten, and what it cannot.
function messageOf(number) {
    let dice = number + 1;
    const next = () => { dice = (dice * 48271) % 2147483647; return dice; };
    const size = next() % 7 === 0 ? next() % 3000 : next() % 200;
    const bytes = Buffer.alloc(size);
    for (let at = 0; at < size; ++at) bytes[at] = number % 2 ? next() & 0xff : 0x61 + next() % 4;
    return bytes;
}

class Tally {
    constructor() { this.hash = createHash('sha256'); this.count = 0; }
    add(data, isBinary) {
        this.hash.update(`${isBinary ? 'b' : 't'}${data.length}:`);
        this.hash.update(data);
        ++this.count;
    }
    told() { return { count: this.count, sha256: this.hash.digest('hex') }; }
}

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: { threshold: 0 } });
server.on('listening', () => console.log(`listening ${server.address().port}`));
server.on('connection', (socket) => {
    const sent = new Tally();
    const received = new Tally();
    socket.on('message', (data, isBinary) => received.add(data, isBinary));
    socket.on('close', (code, reason) => console.log(JSON.stringify({
        sent: sent.told(), received: received.told(), code, reason: reason.toString(), extensions: socket.extensions,
    })));
    const send = () => {
        for (let i = 0; i < 100 && sent.count < count; ++i) {
            const isBinary = sent.count % 2 === 1;
            const message = messageOf(sent.count);
            sent.add(message, isBinary);
            socket.send(message, { binary: isBinary });
        }
        if (sent.count < count) setImmediate(send);
    };
    send();
});
