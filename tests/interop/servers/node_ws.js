// SPDX-License-Identifier: GPL-3.0-or-later
//
// node_ws.js echo [deflate]           every message comes back as it was
// node_ws.js teach [deflate]          a server for one client that echoes: see teach()
// node_ws.js client PORT [deflate]    the same against a server that echoes
// node_ws.js echo-tls CERT KEY        the same inside TLS
// node_ws.js flood COUNT BYTES        COUNT text messages to each client, as fast as it reads, then close 1000
// A server prints "listening PORT" once it can be reached; teach and client print what became of it.
'use strict';
const https = require('https');
const fs = require('fs');
const { WebSocket, WebSocketServer } = require('ws');

const [mode, ...rest] = process.argv.slice(2);

function announce(server) {
    server.on('listening', () => console.log(`listening ${server.address().port}`));
}

function echo(socket) {
    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
}

function flood(socket, count, bytes) {
    let sent = 0;
    const next = () => {
        // A small group for each drain: the socket's own buffer stays small, and the client sets the pace.
        for (let i = 0; i < 64 && sent < count && socket.readyState === WebSocket.OPEN; ++i) {
            ++sent;
            const text = String(sent).padEnd(bytes, '.');
            socket.send(text, i === 63 && sent < count ? next : undefined);
        }
        if (sent >= count && socket.readyState === WebSocket.OPEN) socket.close(1000, 'that was all');
    };
    next();
}

function messageOf(size, binary) {
    const message = Buffer.alloc(size, 'x');
    for (let at = 0, dice = size; at < size; ++at) {
        dice = (dice * 48271 + 11) % 2147483647;
        message[at] = binary ? dice & 0xff : 0x61 + (dice & 3);
    }
    return message;
}

// Sends `message` in frames of `piece` bytes (0: in one); fulfilled with what comes back, as it was and as the same kind.
function returned(socket, message, binary, piece) {
    const back = new Promise((resolve) => {
        socket.once('message', (data, isBinary) => resolve(isBinary === binary && data.equals(message)));
    });
    const step = piece || message.length || 1;
    for (let at = 0; at === 0 || at < message.length; at += step) {
        socket.send(message.subarray(at, at + step), { binary, fin: at + step >= message.length });
    }
    return back;
}

// Messages of every size, whole and in fragments, text and binary; a ping whose pong is waited for; close 4001.
async function teach(socket) {
    let count = 0;
    let pongs = 0;
    socket.on('pong', (payload) => { pongs += payload.toString() === 'there?' ? 1 : 0; });
    for (const size of [0, 1, 125, 126, 127, 65535, 65536, 65537, 1 << 20]) {
        for (const binary of [false, true]) {
            for (const piece of [0, 4096]) {
                if (!await returned(socket, messageOf(size, binary), binary, piece)) {
                    console.log(`different at ${size} bytes`);
                    process.exit(1);
                }
                ++count;
            }
        }
    }
    socket.ping('there?');
    count += await returned(socket, Buffer.from('after the ping'), false, 0) ? 1 : 0;
    socket.on('close', (code) => {
        console.log(`returned ${count}, pongs ${pongs}, closed ${code}`);
        process.exit(0);
    });
    socket.close(4001, 'all there');
}

function serve(options, talk) {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, ...options });
    announce(server);
    server.on('connection', talk);
}

const perMessageDeflate = rest[rest.length - 1] === 'deflate';
if (mode === 'client') {
    const socket = new WebSocket(`ws://127.0.0.1:${rest[0]}/`, { perMessageDeflate });
    socket.on('open', () => teach(socket));
    socket.on('error', (error) => { console.log(error.message); process.exit(1); });
} else if (mode === 'echo-tls') {
    const server = https.createServer({ cert: fs.readFileSync(rest[0]), key: fs.readFileSync(rest[1]) });
    new WebSocketServer({ server }).on('connection', echo);
    announce(server);
    server.listen(0, '127.0.0.1');
} else if (mode === 'flood') {
    serve({}, (socket) => flood(socket, Number(rest[0]), Number(rest[1])));
} else {
    serve({ perMessageDeflate }, mode === 'teach' ? teach : echo);
}
