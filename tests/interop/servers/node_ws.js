// SPDX-License-Identifier: GPL-3.0-or-later
//
// node_ws.js echo                     every message comes back as it was
// node_ws.js echo-tls CERT KEY        the same inside TLS
// node_ws.js flood COUNT BYTES        COUNT text messages to each client, as fast as it reads, then close 1000
// node_ws.js client URL COUNT         connects, sends COUNT messages of growing size, wants each back, closes with
//                                     1000, prints "echoed COUNT, closed CODE"
// A server prints "listening PORT" once it can be reached.
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

function runClient(url, count) {
    const socket = new WebSocket(url);
    const message = (i) => Buffer.alloc(i * 97, i);
    let echoed = 0;
    socket.on('open', () => { for (let i = 0; i < count; ++i) socket.send(message(i)); });
    socket.on('message', (data) => {
        if (!data.equals(message(echoed))) { console.error(`message ${echoed} came back different`); process.exit(1); }
        if (++echoed === count) socket.close(1000, 'done');
    });
    socket.on('error', (error) => { console.error(error.message); process.exit(1); });
    socket.on('close', (code) => console.log(`echoed ${echoed}, closed ${code}`));
}

if (mode === 'client') {
    runClient(rest[0], Number(rest[1]));
} else if (mode === 'echo-tls') {
    const server = https.createServer({ cert: fs.readFileSync(rest[0]), key: fs.readFileSync(rest[1]) });
    new WebSocketServer({ server }).on('connection', echo);
    announce(server);
    server.listen(0, '127.0.0.1');
} else {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    announce(server);
    server.on('connection', (socket) => (mode === 'flood' ? flood(socket, Number(rest[0]), Number(rest[1])) : echo(socket)));
}
