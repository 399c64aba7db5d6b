/** Pages that list an environment's stacks name all of them, in the order in which they are applied or destroyed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { plan } from '../../app/plan/plan';
import { providers } from '../../providers';
import { ROOT } from '../helpers/command-line';
import { on } from '../helpers/environments';
import { everyStack } from '../helpers/everything';

const read = (guide: string): string => readFileSync(join(ROOT, 'docs/guides', guide), 'utf8');

const [planned] = plan([on('aws', everyStack)], providers).plans;
/** In the order of applies. */
const kinds = Object.keys(planned?.stacks ?? {});
/** Endings of the stacks' names that come after those of the account. */
const endings = Object.values(planned?.stacks ?? {})
  .slice(1)
  .map((id) => id.replace(/^.*-aws/, ''));
const stacks = endings.map((ending) => `shop-production-aws${ending}`);

it('there are four', () => {
  expect(kinds).toEqual(['account', 'infrastructure', 'platform', 'edge']);
});

describe('the guide to pipelines', () => {
  const page = read('pipeline.md');

  it('lists them for GitHub and GitLab', () => {
    const lists = [...page.matchAll(/^ *STACKS: ([^#\n]*)/gm)].map(([, list = '']) => list.trim().split(' '));
    expect(lists).toEqual([stacks, stacks]);
  });

  it('names them as workspaces, in the order of run triggers', () => {
    expect(page).toContain(`const workspaces = [${stacks.map((id) => `'${id}'`).join(', ')}]`);
    const [triggers = ''] = /The order of stacks is that of run triggers:[^.]*\./.exec(page) ?? [];
    expect([...new Set(triggers.match(/shop-production-aws[a-z-]*/g))]).toEqual([
      'shop-production-aws-account',
      ...stacks,
    ]);
  });

  it('has identities for all of them, with policies where reading takes them', () => {
    const identities = [...page.matchAll(/^ *(?:plan|apply): \[(.*)\],\n *(policies)?/gm)];
    expect(identities.map(([, list, policies]) => [list, policies])).toEqual(
      Array(4).fill(["'infrastructure', 'platform', 'edge'", 'policies']),
    );
  });
});

it.each(['pipeline.md', 'bootstrap.md', 'deploying.md'])('%s destroys them in reverse', (guide) => {
  expect(read(guide)).toContain([...kinds].reverse().join(', '));
});
