/** The text of an explanation: a part for each construct, in lines that a terminal of 100 columns shows whole. */
import { describeExplained } from '../../../app/explain/describe';
import { CLOUDS, wholeWith } from '../../helpers/environments';
import { everything } from '../../helpers/everything';
import { explained } from '../../helpers/explained';

const stacks = CLOUDS.flatMap((cloud) => [`acme-test-${cloud}`, `acme-test-${cloud}-platform`]);

it.each(stacks)('%s has no line of more than 100 characters, unless a word is too long', (stack) => {
  const lines = describeExplained(explained(everything, stack));
  const long = lines.filter((line) => line.length > 100);
  // What stands alone in its line cannot be broken.
  expect(long.filter((line) => line.trim().includes(' '))).toEqual([]);
  expect(lines.filter((line) => /\s$/.test(line))).toEqual([]);
});

it('begins with the stack, and has a part for each construct', () => {
  const told = explained(everything, 'acme-test-aws');
  const lines = describeExplained(told);
  expect(lines[0]).toBe('acme-test-aws: acme/test on aws, us-east-1');
  expect(lines).toContain('  state          local: state/acme-test-aws.tfstate');
  const heads = lines.slice(1).filter((line) => /^[a-z]/.test(line));
  expect(heads.map((line) => line.split(' ')[0])).toEqual(told.constructs.map(({ path }) => path));
});

it('leaves out the stack where a construct is asked for', () => {
  const lines = describeExplained(explained(everything, 'acme-test-aws', 'caches.redis'), true);
  expect(lines.slice(0, 4)).toEqual([
    'acme-test-aws: acme/test on aws, us-east-1',
    '',
    'caches.redis (ManagedRedis)',
    '  chosen',
  ]);
});

it('says where a default is from, and what is overridden', () => {
  const input = wholeWith({
    highAvailability: false,
    caches: { redis: { overrides: { aws: { replicationGroup: { port: 6380 } } } } },
    differences: { aws: { caches: { redis: { size: 'large' } } } },
  });
  const lines = describeExplained(explained(input, 'acme-test-aws', 'caches.redis'), true).map((line) =>
    line.trim().replace(/ {2,}/g, ' | '),
  );
  expect(lines).toEqual(
    expect.arrayContaining([
      'engine | redis | default',
      'replicas | 0 | highAvailability is false',
      'size | large | differences of this cloud',
      'overrides.aws.replicationGroup.port | 6380',
    ]),
  );
});
