# SPDX-License-Identifier: GPL-3.0-or-later
"""orders.py PRICE [plain]: python websockets; answers each {"order": N} with an id that is another one every time and
a price: PRICE for order 2, else 10 times N. "plain": without permessage-deflate. Prints "listening PORT"."""
import asyncio
import json
import sys
import uuid

import websockets


async def serve(price, compression):
    async def answer(socket):
        async for message in socket:
            order = json.loads(message)["order"]
            await socket.send(json.dumps({"id": str(uuid.uuid4()), "order": order,
                                          "price": price if order == 2 else order * 10}))

    async with websockets.serve(answer, "127.0.0.1", 0, compression=compression) as server:
        print(f"listening {server.sockets[0].getsockname()[1]}", flush=True)
        await asyncio.Future()


asyncio.run(serve(int(sys.argv[1]), None if "plain" in sys.argv else "deflate"))
