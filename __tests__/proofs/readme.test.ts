/** The README's example is compiled and synthesized, and the pages say what the code gives. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { plan } from '../../app/plan/plan';
import { EnvironmentError } from '../../core/rules/problem';
import { patch } from '../../core/patch';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { environments } from '../../environments';
import { providers } from '../../providers';
import { exampleOf, pages } from '../../scripts/docs';
import { problemsOf } from '../helpers/synth';

const ROOT = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const readme = read('README.md');

describe('the README', () => {
  it('shows a topology that is valid on every cloud, in about thirty lines', () => {
    expect(problemsOf(exampleOf(readme))).toEqual([]);
    expect(/```ts\n([^]*?)```/.exec(readme)![1]!.trim().split('\n').length).toBeLessThanOrEqual(36);
  });

  it('shows the messages that a user really reads', () => {
    const production = environments.find(({ environment }) => environment === 'production')!;
    const wrong = patch(production, {
      network: { flowLogs: { intervalSeconds: 300 } },
      cluster: { version: '1.28' },
      databases: { postgres: { storage: { sizeGiB: 10 } } },
    }) as EnvironmentInput;
    const { differences } = production;
    const [shown] = /3 problems:\n[^]*?(?=\n```)/.exec(readme)!;
    expect(new EnvironmentError(plan([{ ...wrong, differences }], providers).problems).message).toBe(shown);
  });
});

describe('the pages', () => {
  it.each(Object.entries(pages()))('%s is what the code says: run `npm run docs`', (path, text) => {
    expect(read(path)).toBe(text);
  });

  it('link to pages that exist', () => {
    const markdown = readdirSync(join(ROOT, 'docs'), { recursive: true })
      .map((name) => `docs/${String(name)}`)
      .filter((name) => name.endsWith('.md'));
    const files = ['README.md', ...markdown];
    const broken = files.flatMap((file) =>
      [...read(file).matchAll(/\]\((?!https?:)([^)#]+)(#[^)]*)?\)/g)]
        .map(([, target]) => join(file, '..', target!))
        .filter((target) => !existsSync(join(ROOT, target)))
        .map((target) => `${file}: ${target}`),
    );
    expect(broken).toEqual([]);
  });
});
