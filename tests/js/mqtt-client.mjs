// A client of MQTT for the tests: mqtt.js over tcp, tls, ws or wss. Prints one JSON line for each thing that happens, and takes one JSON line
// for each message to publish:
//   in:  {"publish":"chat/send","payload":"…","qos":1,"retain":false}
//   out: {"state":"connected"}  {"topic":"chat/inbox","payload":"…"}  {"published":true}  {"error":"…"}  {"state":"closed"}
import mqtt from 'mqtt';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [url, clientId, username, password, version, certificate, ...topics] = process.argv.slice(2);
const say = line => process.stdout.write(`${JSON.stringify(line)}\n`);

const client = mqtt.connect(url, {
  clientId, username, password, protocolVersion: Number(version), reconnectPeriod: 0, ca: certificate ? [readFileSync(certificate)] : undefined,
});
client.on('error', error => say({ error: error.message }));
client.on('close', () => {
  say({ state: 'closed' });
  process.exit(0);
});
client.on('message', (topic, payload) => say({ topic, payload: payload.toString() }));
client.on('connect', async () => {
  await client.subscribeAsync(topics, { qos: 1 });
  say({ state: 'connected' });
});

for await (const line of createInterface({ input: process.stdin })) {
  const { publish, payload, qos, retain } = JSON.parse(line);
  try {
    await client.publishAsync(publish, payload, { qos, retain });
    say({ published: true });
  } catch (error) {
    say({ error: error.message });
  }
}
