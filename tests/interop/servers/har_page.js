// SPDX-License-Identifier: GPL-3.0-or-later
//
// har_page.js BROWSER HAR CONTENT [deflate]: a page in that browser talks to an echo server of node ws, and Playwright
// records it as HAR with CONTENT "embed" or "attach". Prints what the page sent and received.
'use strict';
const http = require('http');
const { WebSocketServer } = require('ws');
const { chromium } = require(`${process.env.HOP101_NPM}/playwright-core`);

const [executablePath, path, content, deflate] = process.argv.slice(2);

/// In the page. Playwright leaves out empty messages.
async function talk(port) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/chat?room=1`);
    socket.binaryType = 'arraybuffer';
    await new Promise((resolve, reject) => { socket.onopen = resolve; socket.onerror = reject; });
    const messages = ['hello', 'gr\u00fc\u00df \u20ac\ud83d\ude00', new Uint8Array([0, 255, 16]), 'x'.repeat(100000)];
    let left = messages.length;
    const echoed = new Promise((resolve) => { socket.onmessage = () => { if (--left === 0) resolve(); }; });
    for (const message of messages) socket.send(message);
    await echoed;
    const closed = new Promise((resolve) => { socket.onclose = resolve; });
    socket.close(4001, 'bye');
    await closed;
    return messages.map((message) => typeof message === 'string' ? { text: message } : { bytes: [...message] });
}

(async () => {
    const server = http.createServer((request, response) => {
        response.setHeader('Content-Type', 'text/html');
        response.end('<!doctype html><title>har</title>');
    });
    const sockets = new WebSocketServer({ server, perMessageDeflate: deflate === 'deflate' });
    sockets.on('connection', (socket) => {
        socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address();
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
    const context = await browser.newContext({ recordHar: { path, content } });
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${port}/`);
    const messages = await page.evaluate(talk, port);
    await context.close();
    await browser.close();
    server.close();
    server.closeAllConnections();
    console.log(JSON.stringify({ port, messages }));
})().catch((error) => {
    console.error(error);
    process.exit(1);
});
