// A client of /hubs/chat for the tests. Prints one JSON line for each thing that happens, and takes one JSON line for each call:
//   in:  {"call":"Send","arguments":[{…}]}
//   out: {"push":"Message","value":{…}}  {"result":…}  {"error":"…"}  {"state":"connected"|"closed"}
import { HubConnectionBuilder, HttpTransportType, LogLevel } from '@microsoft/signalr';
import { createInterface } from 'node:readline';

const [url, token] = process.argv.slice(2);
const say = line => process.stdout.write(`${JSON.stringify(line)}\n`);

const hub = new HubConnectionBuilder()
  .withUrl(url, { accessTokenFactory: () => token, transport: HttpTransportType.WebSockets })
  .configureLogging(LogLevel.None)
  .build();
hub.on('Message', value => say({ push: 'Message', value }));
hub.on('Event', value => say({ push: 'Event', value }));
hub.onclose(error => {
  say({ state: 'closed', error: error?.message });
  process.exit(0);
});

try {
  await hub.start();
} catch (error) {
  say({ state: 'refused', error: error.message });
  process.exit(0);
}

say({ state: 'connected' });
for await (const line of createInterface({ input: process.stdin })) {
  const { call, arguments: values } = JSON.parse(line);
  hub.invoke(call, ...values).then(result => say({ result: result ?? null }), error => say({ error: error.message }));
}

await hub.stop();
