import { plan } from '../../app/plan/plan';
import { providers } from '../../providers';
import { CHANGES } from '../../scripts/changes/all';
import { environmentOf, type Expected, expectedOn } from '../../scripts/changes/matrix';
import { outcomeOf, type Result } from '../../scripts/changes/outcome';
import { CLOUDS } from '../helpers/environments';

const named = CHANGES.map((one) => [`${one.thing} ${one.change}`, one] as const);

describe('changes that are tried', () => {
  it('have names of their own', () => {
    expect(new Set(named.map(([name]) => name)).size).toBe(named.length);
  });

  it.each(named)('%s has no mistake before and after', (_, one) => {
    const inputs = [one.before, ...(one.after ? [one.after] : [])].map((topology) => environmentOf(one, topology));
    expect(inputs.flatMap((input) => plan([input], providers).problems)).toEqual([]);
  });

  it.each(CLOUDS)('make nothing go on %s that is not said to go', (cloud) => {
    const going = CHANGES.filter((one) => expectedOn(one, cloud).kind === 'goes').map(
      ({ thing, change }) => `${thing} ${change}`,
    );
    expect(going).toEqual(['database without-protection-removed', 'key retired']);
  });
});

describe('the outcome of a change', () => {
  const refusal = `Error: Instance cannot be destroyed

│   on cdk.tf.json line 861, in resource.terraform_data:
│ Resource terraform_data.protected["caches.sessions
│ (google_redis_instance)"] has lifecycle.prevent_destroy set, but the plan`;
  const result = (more: Partial<Result>): Result => ({ stack: 'one', ok: true, step: 'evolve', ...more });
  const refused: Expected = { kind: 'refused', by: 'caches.sessions' };

  it.each<[string, Expected, Partial<Result>, boolean]>([
    ['a refused plan', refused, { ok: false, step: 'evolve: plan', output: refusal }, true],
    ['a refused destruction', refused, { ok: false, step: 'destroy', output: refusal }, true],
    [
      'a plan refused for something else',
      { kind: 'refused', by: 'databases.orders' },
      { ok: false, step: 'evolve: plan', output: refusal },
      false,
    ],
    ['a failed apply', refused, { ok: false, step: 'evolve: apply', output: refusal }, false],
    ['a failure instead of a change', { kind: 'kept' }, { ok: false, step: 'evolve: plan', output: refusal }, false],
    ['a change instead of a refusal', refused, { changes: ['~ aws_vpc.network'] }, false],
    [
      'a replaced database',
      { kind: 'kept' },
      { changes: ['- aws_db_instance.orders', '+ aws_db_instance.orders'] },
      false,
    ],
    ['a group that goes', { kind: 'kept' }, { changes: ['- aws_db_parameter_group.orders'] }, true],
    ['nothing', { kind: 'nothing' }, { changes: [] }, true],
    ['something', { kind: 'nothing' }, { changes: ['~ aws_vpc.network'] }, false],
    ['what is said to go', { kind: 'goes', types: ['aws_kms_key'] }, { changes: ['- aws_kms_key.keys_caches'] }, true],
    [
      'more than is said to go',
      { kind: 'goes', types: ['aws_kms_key'] },
      { changes: ['- aws_kms_key.a', '- aws_s3_bucket.b'] },
      false,
    ],
  ])('%s', (_, expected, more, passed) => {
    expect(outcomeOf(expected, result(more)).passed).toBe(passed);
  });
});
