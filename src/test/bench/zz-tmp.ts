/**
 * One start in a process of its own, so that its memory is its own: `node journalStart.ts HOW FOLDER CACHE`, where HOW
 * is `journal` (load the journal) or `bare` (read the files and parse each line, nothing else). Prints a JSON object.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openNodeJournal } from '../../store/node.ts';

const [how = '', folder = '', cache = ''] = process.argv.slice(2);

function megabytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}

function bare(): number {
  let events = 0;
  for (const name of readdirSync(folder)) {
    for (const line of readFileSync(join(folder, name), 'utf8').split('\n')) {
      if (line !== '' && typeof JSON.parse(line) === 'object') events++;
    }
  }
  return events;
}

async function load(): Promise<number> {
  const journal = openNodeJournal({ folder, cache, device: 'bench', snapshotAfter: Infinity });
  const { replay, damaged } = await journal.load({ rolloverHour: 4, offset: () => 480 });
  if (damaged.length > 0) throw new Error(`${damaged.length} damaged lines`);
  return replay.log.size;
}

const cpu0 = process.cpuUsage(); const start = performance.now();
const events = how === 'bare' ? bare() : await load();
const ms = performance.now() - start;
const peak = megabytes(process.resourceUsage().maxRSS * 1024);
const cpu = process.cpuUsage(cpu0); process.stdout.write(JSON.stringify({ events, ms, cpu: (cpu.user+cpu.system)/1000, peak }));
process.exit();
