/**
 * A window in a process of its own: `node journalWriter.ts FOLDER COUNT`; prints each event's id once it is durable,
 * or the code of the first error.
 */
import { journalError } from '../store/folder.ts';
import { openNodeJournal } from '../store/node.ts';

const [folder = '', count = '1'] = process.argv.slice(2);
const journal = openNodeJournal({ folder, device: 'test' });
await journal.load({ rolloverHour: 4, offset: () => 0 });
for (let n = 0; n < Number(count); n++) {
  const i = journal.nextId();
  const t = Date.now();
  try {
    await journal.append({ i, t, d: Math.floor(t / 864e5), k: 'review', c: `card ${n % 7}`, g: 3 });
  } catch (error) {
    process.stdout.write(`${journalError(error).code}\n`);
    process.exit();
  }
  process.stdout.write(`${i}\n`);
}
await journal.dispose();
