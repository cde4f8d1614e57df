// SPDX-License-Identifier: GPL-3.0-or-later
//
// har_validate.js HAR: the file against the JSON schema of HAR 1.2 (har-schema); prints what breaks it.
'use strict';
const fs = require('fs');
const { har } = require(`${process.env.HOP101_NPM}/har-validator/lib/promise`);

har(JSON.parse(fs.readFileSync(process.argv[2], 'utf8'))).then(
    () => console.log('valid'),
    (error) => {
        console.log(JSON.stringify(error.errors, null, 1));
        process.exit(1);
    });
