/** The README's example compiles and synthesizes, and the generated parts of pages are up to date. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { plan } from '../../app/plan/plan';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { patch } from '../../core/patch';
import { EnvironmentError } from '../../core/rules/problem';
import { providers } from '../../providers';
import { exampleOf, pages } from '../../scripts/docs/pages';
import { problemsOf } from '../helpers/synth';

const ROOT = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const readme = read('README.md');

describe('the README', () => {
  it('shows a topology that is valid on every cloud, in about thirty lines', () => {
    expect(problemsOf(exampleOf(readme))).toEqual([]);
    expect(/```ts\n([^]*?)```/.exec(readme)![1]!.trim().split('\n').length).toBeLessThanOrEqual(36);
  });

  it('shows the real messages', () => {
    const wrong = patch(exampleOf(readme), {
      network: { flowLogs: { intervalSeconds: 300 } },
      cluster: { version: '1.28' },
      databases: { orders: { storage: { sizeGiB: 10 } } },
    }) as EnvironmentInput;
    const [shown] = /3 problems:\n[^]*?(?=\n```)/.exec(readme)!;
    expect(new EnvironmentError(plan([wrong], providers).problems).message).toBe(shown);
  });
});

describe('the pages', () => {
  it.each(Object.entries(pages()))('%s is up to date: run `npm run docs`', (path, text) => {
    expect(read(path)).toBe(text);
  });

  const pagesIn = (directory: string): string[] =>
    readdirSync(join(ROOT, directory), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${directory}/${name}`)
      // Pages of traces come and go with the environments.
      .filter((page) => !page.startsWith('docs/systems/'));
  const inRoot = readdirSync(ROOT).filter((name) => name.endsWith('.md'));

  /** Files of this repository that a page links to, with the heading after `#`. */
  const linksOf = (file: string) =>
    [...read(file).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].map(([, path, heading]) => ({
      target: path ? join(file, '..', path) : file,
      heading,
    }));
  const headingsOf = (file: string): string[] =>
    [...read(file).matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
      title!
        .toLowerCase()
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replace(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    );

  it('link to pages and headings that exist', () => {
    const broken = [...inRoot, ...pagesIn('docs'), ...pagesIn('.github')].flatMap((file) =>
      linksOf(file)
        .filter(
          ({ target, heading }) =>
            !existsSync(join(ROOT, target)) || (heading !== undefined && !headingsOf(target).includes(heading)),
        )
        .map(({ target, heading }) => `${file}: ${target}${heading ? `#${heading}` : ''}`),
    );
    expect(broken).toEqual([]);
  });

  it('name files that exist, except in environments/, which is for users to change', () => {
    const missing = [...inRoot, ...pagesIn('docs')].flatMap((file) =>
      [...read(file).matchAll(/`((?:app|constructs|core|providers|scripts|__tests__)\/[\w./-]+)`/g)]
        .filter(([, path]) => !existsSync(join(ROOT, path!)))
        .map(([, path]) => `${file}: ${path}`),
    );
    expect(missing).toEqual([]);
  });

  it('are all listed in docs/README.md', () => {
    const listed = linksOf('docs/README.md').map(({ target }) => target);
    expect(pagesIn('docs').filter((page) => page !== 'docs/README.md' && !listed.includes(page))).toEqual([]);
  });
});
