/** Proof that the job's script makes, chains and deletes backups, against a server that answers as clickhouse-backup does. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';

const SCRIPT = join(__dirname, '../../../../providers/kubernetes/click-house-cluster/pod/backup.sh');
const DAY = 86_400_000;
const PASSWORD = 'p@ss"word';

interface Backup {
  readonly name: string;
  readonly desc: string;
}

/** A name of some days ago. */
const aged = (days: number, kind: 'full' | 'increment'): string =>
  `${new Date(Date.now() - days * DAY).toISOString().slice(0, 19).replaceAll(':', '-')}-${kind}`;

/** github.com/Altinity/clickhouse-backup/blob/v2.8.0/pkg/server/server.go */
class Program {
  readonly asked: string[] = [];
  private looks = 0;

  constructor(
    readonly backups: Backup[],
    private readonly outcome: string,
  ) {}

  listen(): Server {
    return createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://server');
      const known = `Basic ${Buffer.from(`operator:${PASSWORD}`).toString('base64')}`;
      if (request.headers.authorization !== known) return response.writeHead(401).end();
      const [, , command = '', , name = ''] = pathname.split('/');
      this.asked.push(`${request.method} ${command}${name && ` ${name}`}`);
      const lines = this.answer(command, name, searchParams);
      return response.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    }).listen(0);
  }

  private answer(command: string, name: string, query: URLSearchParams): object[] {
    switch (command) {
      case 'list':
        return this.backups.map((backup) => ({
          name: backup.name,
          location: 'remote',
          required: '',
          desc: backup.desc,
        }));
      case 'create_remote':
        this.backups.push({ name: query.get('name') ?? '', desc: `from ${query.get('diff-from-remote')}` });
        return [{ status: 'acknowledged', operation: command, backup_name: query.get('name'), operation_id: 'one' }];
      case 'status':
        this.looks += 1;
        return query.get('operationid') === 'one'
          ? [{ command: 'create_remote', status: this.looks < 3 ? 'in progress' : this.outcome, operation_id: 'one' }]
          : [];
      case 'delete':
        this.backups.splice(0, this.backups.length, ...this.backups.filter((backup) => backup.name !== name));
        return [{ status: 'success', operation: command, backup_name: name, location: 'remote' }];
      default:
        return [];
    }
  }
}

async function run(names: readonly (string | Backup)[], { outcome = 'success', password = PASSWORD } = {}) {
  const backups = names.map((one) => (typeof one === 'string' ? { name: one, desc: 'tar, regular' } : one));
  const program = new Program(backups, outcome);
  const server = program.listen();
  const script = spawn('bash', [SCRIPT], {
    env: {
      PATH: process.env.PATH,
      SERVERS: '127.0.0.1',
      PORT: `${(server.address() as AddressInfo).port}`,
      FULL_EVERY: '3',
      RETENTION_DAYS: '5',
      API_USERNAME: 'operator',
      API_PASSWORD: password,
      LOOK_SECONDS: '0',
    },
  });
  const [code] = (await once(script, 'close')) as [number];
  server.close();
  return { code, asked: program.asked, left: program.backups };
}

const kinds = (left: readonly Backup[]): string[] => left.map(({ name }) => name.replace(/^.*-/, ''));

it('begins with all data', async () => {
  const { code, left, asked } = await run([]);
  expect(code).toBe(0);
  expect(left).toEqual([{ name: expect.stringMatching(/^\d{4}(-\d\d){2}T\d\d(-\d\d){2}-full$/), desc: 'from null' }]);
  expect(asked).toEqual(['GET list', 'POST create_remote', 'GET status', 'GET status', 'GET status', 'GET list']);
});

it('goes on with what is new since the last whole one', async () => {
  const [full, increment] = [aged(2, 'full'), aged(1, 'increment')];
  expect((await run([full])).left.at(-1)?.desc).toBe(`from ${full}`);
  const broken = { name: increment, desc: 'broken metadata.json not found' };
  const { left } = await run([full, broken, 'before-migration']);
  expect(left.at(-1)).toEqual({ name: expect.stringMatching(/-increment$/), desc: `from ${full}` });
});

it('begins anew when there are enough of them', async () => {
  const { left } = await run([aged(3, 'full'), aged(2, 'increment'), aged(1, 'increment')]);
  expect(kinds(left)).toEqual(['full', 'increment', 'increment', 'full']);
});

it('deletes what is too old, but for what others build upon and what was made by hand', async () => {
  const kept = [aged(7, 'full'), aged(6, 'increment'), aged(4, 'increment')];
  const gone = [aged(10, 'full'), aged(9, 'increment'), aged(8, 'increment')];
  const { code, asked, left } = await run([...gone, ...kept, 'by-hand']);
  expect(code).toBe(0);
  const deleted = [...gone].reverse().map((name) => `POST delete ${name}`);
  expect(asked.filter((one) => one.startsWith('POST delete'))).toEqual(deleted);
  expect(left.map(({ name }) => name)).toEqual([...kept, 'by-hand', expect.stringMatching(/-full$/)]);
});

it.each(['error', 'cancel'])('fails, and deletes nothing, if a backup ends with %s', async (outcome) => {
  const { code, asked } = await run([aged(10, 'full')], { outcome });
  expect(code).not.toBe(0);
  expect(asked.filter((one) => one.startsWith('POST'))).toEqual(['POST create_remote']);
});

it('fails where it is not known', async () => {
  expect(await run([], { password: 'other' })).toEqual({ code: 22, asked: [], left: [] });
});
