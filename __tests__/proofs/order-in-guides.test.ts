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

it('the guide to pipelines lets Terraform Cloud run them in that order', () => {
  const [triggers = ''] = /The order of stacks is that of run triggers:[^.]*\./.exec(read('pipeline.md')) ?? [];
  expect([...new Set(triggers.match(/shop-production-aws[a-z-]*/g))]).toEqual([
    'shop-production-aws-account',
    ...stacks,
  ]);
});

it.each(['pipeline.md', 'bootstrap.md', 'deploying.md'])('%s destroys them in reverse', (guide) => {
  expect(read(guide)).toContain([...kinds].reverse().join(', '));
});
