// Makes ChatApp.Core/SignIn/Passwords/Resources/CommonPasswords.bin: the first five bytes of the SHA-256 of each password that is too common to be
// taken, in order. From the frequency list of zxcvbn (MIT), which is made of passwords that were breached, and a few that are common in Chinese.
// npm pack zxcvbn@4.4.2 && tar xzf zxcvbn-4.4.2.tgz && node build/common-passwords.mjs package/lib/frequency_lists.js
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const shortest = 8;
const kept = 5;
const chinese = [
  'woaini1314', 'woaini520', 'woaini521', 'woaini123', 'woaini1314520', 'a123456789', 'qq123456789', 'qq123456', 'wang123456', 'zhang123456', 'li123456789',
  '1314520520', '5201314520', '52013145', '5201314a', '13145200', 'aa123456', 'aa123456789', 'abc123456', 'abc12345', 'asd123456', 'zxc123456', 'qwe123456',
  'q1w2e3r4', '1q2w3e4r', '1qazxsw2', 'qazwsx123', '123456aa', '123456abc', '123456asd', '123456qq', '123456789a', '12345678a', 'a12345678', 'zhangwei', 'xiaoming123',
  'admin123', 'admin1234', 'admin888', 'admin123456', 'password1', 'password123', 'p@ssw0rd', 'passw0rd', '88888888', '66666666', '99999999', '12341234', '11223344',
  '147258369', '987654321', '110110110', '00000000', '123123123', '12344321', 'chatapp123', 'chatapp1', 'demo1234', 'welcome1', 'changeme', 'changeme123',
];
const { passwords } = createRequire(import.meta.url)(resolve(process.argv[2]));
const common = new Set([...passwords, ...chinese].map(password => password.toLowerCase()).filter(password => password.length >= shortest));
const hashes = [...common].map(password => createHash('sha256').update(password).digest().subarray(0, kept)).sort(Buffer.compare);
writeFileSync(new URL('../ChatApp.Core/SignIn/Passwords/Resources/CommonPasswords.bin', import.meta.url), Buffer.concat(hashes));
console.log(`${hashes.length} passwords`);
