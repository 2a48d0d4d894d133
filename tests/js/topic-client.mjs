// The broker seen by mqtt.js: QoS 2, retained messages, wills, shared subscriptions, resumed sessions. Ends with 0 when all of it is right.
//   node topic-client.mjs PORT VERSION USER CLIENT TOKEN OTHER_CLIENT OTHER_TOKEN
import mqtt from 'mqtt';

const [port, version, user, one, oneToken, other, otherToken] = process.argv.slice(2);
const at = name => `app/${user}/${name}`;
setTimeout(() => fail('too slow'), 30_000).unref();

function fail(what) {
  console.error(`FAILED: ${what}`);
  process.exit(1);
}

async function start(clientId, password, options = {}) {
  const inbox = [];
  const waiting = [];
  let present;
  const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
    clientId, username: user, password, protocolVersion: Number(version), reconnectPeriod: 0, clean: true,
    ...options,
    properties: version === '5' ? { sessionExpiryInterval: options.clean === false ? 600 : 0 } : undefined,
  });
  client.on('message', (topic, payload, packet) => {
    const message = { topic, text: payload.toString(), qos: packet.qos, retain: packet.retain };
    waiting.length > 0 ? waiting.shift()(message) : inbox.push(message);
  });
  await new Promise((resolve, reject) => {
    client.once('connect', connack => { present = connack.sessionPresent; resolve(); });
    client.once('error', reject);
  });
  const next = () => inbox.length > 0 ? Promise.resolve(inbox.shift()) : new Promise(resolve => waiting.push(resolve));
  const expect = async (topic, text, qos, retain = false) => {
    const message = await next();
    if (message.topic !== at(topic) || message.text !== text || message.qos !== qos || message.retain !== retain) {
      fail(`expected ${topic} '${text}' QoS ${qos}, got ${JSON.stringify(message)}`);
    }
  };
  return { client, expect, present };
}

let a = await start(one, oneToken, { clean: false });
let b = await start(other, otherToken);

await a.client.subscribeAsync(at('two/+'), { qos: 2 });
for (let i = 0; i < 20; i++) await b.client.publishAsync(at('two/a'), `${i}`, { qos: 2 });
for (let i = 0; i < 20; i++) await a.expect('two/a', `${i}`, 2);

await b.client.publishAsync(at('kept'), 'kept', { qos: 1, retain: true });
await a.client.subscribeAsync(at('kept'), { qos: 2 });
await a.expect('kept', 'kept', 1, true);

await a.client.endAsync();
for (let i = 0; i < 5; i++) await b.client.publishAsync(at('two/away'), `${i}`, { qos: 2 });
a = await start(one, oneToken, { clean: false });
if (!a.present) fail('the session was not resumed');
for (let i = 0; i < 5; i++) await a.expect('two/away', `${i}`, 2);

await a.client.subscribeAsync(`$share/workers/${at('jobs')}`, { qos: 1 });
await b.client.subscribeAsync(`$share/workers/${at('jobs')}`, { qos: 1 });
for (let i = 0; i < 2; i++) await b.client.publishAsync(at('jobs'), 'job', { qos: 1 });
await a.expect('jobs', 'job', 1);
await b.expect('jobs', 'job', 1);

await a.client.subscribeAsync(at('will'), { qos: 2 });
await b.client.endAsync();
b = await start(other, otherToken, { will: { topic: at('will'), payload: 'gone', qos: 1 } });
b.client.stream.destroy();
await a.expect('will', 'gone', 1);

await a.client.endAsync();
console.log('done');
process.exit(0);
