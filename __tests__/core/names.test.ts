/** Names are within every limit of every cloud, for any parts, and never the same for two resources. */
import fc from 'fast-check';

import { nameFor, type NameLimit } from '../../core/names';
import { names as aws } from '../../providers/aws/shared/names';
import { names as azurerm } from '../../providers/azurerm/shared/names';
import { names as google } from '../../providers/google/shared/names';

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,28}[a-z0-9]$/).filter((id) => !id.includes('--'));
const limits = Object.entries({ aws, google, azurerm }).flatMap(([cloud, all]) =>
  Object.entries(all as Record<string, NameLimit>).map(([kind, limit]) => [`${cloud} ${kind}`, limit] as const),
);
const namespace = (project: string, environment: string, incarnation?: string) => ({
  project,
  environment,
  account: '123456789012/us-east-1',
  ...(incarnation !== undefined && { incarnation }),
});

describe.each(limits)('%s', (_, limit) => {
  it('is within its limit for any project, environment and resource', () => {
    fc.assert(
      fc.property(word, word, word, (project, environment, resource) => {
        const name = nameFor(limit, namespace(project, environment), resource);
        expect(name.length).toBeLessThanOrEqual(limit.max);
        expect(name).toMatch(limit.pattern);
      }),
      { numRuns: 60 },
    );
  });
});

describe('nameFor', () => {
  const limit: NameLimit = { kind: 'thing', max: 24, pattern: /./ };

  it('is {project}-{environment}-{resource} where there is room', () => {
    expect(nameFor({ ...limit, max: 63 }, namespace('spywatcher', 'production'), 'backend')).toBe(
      'spywatcher-production-backend',
    );
  });

  it('keeps long names with the same beginning apart', () => {
    const [a, b] = ['one', 'two'].map((last) =>
      nameFor(limit, namespace('a-very-long-project', 'production'), `resource-${last}`),
    );
    expect(a).not.toBe(b);
    expect(a).toHaveLength(24);
  });

  it('differs between accounts where a name is global', () => {
    const global = { ...limit, max: 63, global: true };
    const here = nameFor(global, namespace('a', 'b'), 'c');
    expect(here).toMatch(/^a-b-c-[0-9a-f]{6}$/);
    expect(nameFor(global, { ...namespace('a', 'b'), account: 'other' }, 'c')).not.toBe(here);
  });

  it('depends on the incarnation only where clouds reserve old names', () => {
    expect(nameFor({ ...limit, reserved: true }, namespace('a', 'b', '2'), 'c')).toBe('a-b-c-2');
    expect(nameFor(limit, namespace('a', 'b', '2'), 'c')).toBe('a-b-c');
  });
});
