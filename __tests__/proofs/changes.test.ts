import { plan } from '../../app/plan/plan';
import { CLOUD_NAMES } from '../../core/words/clouds';
import { providers } from '../../providers';
import { CHANGES, THINGS } from '../../scripts/changes/all';
import { ASKED, type Change, environmentOf, type Expected, expectedOn } from '../../scripts/changes/matrix';
import { outcomeOf, type Result } from '../../scripts/changes/outcome';
import { withPresence } from '../../scripts/changes/presence';

const named = CHANGES.map((one) => [`${one.thing} ${one.change}`, one] as const);

describe('changes that are tried', () => {
  it('have stacks of their own', () => {
    const stacks = CHANGES.map((one) => environmentOf(one, one.before)).map(
      ({ system, environment }) => `${system}-${environment}`,
    );
    expect(new Set(stacks).size).toBe(CHANGES.length);
  });

  it('are asked of every kind of thing that holds data', () => {
    expect(THINGS.map(({ thing }) => thing)).toEqual([
      'database',
      'replica',
      'database user',
      'cache',
      'store',
      'secret',
      'key',
      'volume of Kafka',
      'volume of ClickHouse',
      'volume of OpenSearch',
      'volume of a chart',
      'volume of monitoring',
      'cluster',
      'cdn',
      'gateway cdn',
      'balancer',
      'zone',
      'account',
      'state',
      'budget',
      'uptime check',
      'drill',
      'deploy identity',
      'access',
      'runners',
      'access list',
      'telemetry',
    ]);
    for (const { rows } of THINGS) expect(Object.keys(rows)).toEqual(expect.arrayContaining([...ASKED]));
  });

  it.each(named)('%s has no mistake before and after', (_, one) => {
    const inputs = [one.before, ...(one.after ? [one.after] : [])].map((topology) => environmentOf(one, topology));
    expect(inputs.flatMap((input) => plan([input], providers).problems)).toEqual([]);
  });

  it('lose nothing that the environment has not let go in words', () => {
    // The secret of a user holds a password that was generated, the key of a zone signs: no data.
    const saysSo = (one: Change) =>
      one.thing === 'database user' ||
      /"deletionProtection":false|"retire":\[|"dnssec":false/.test(JSON.stringify([one.before, one.after]));
    const going = CHANGES.filter((one) => CLOUD_NAMES.some((cloud) => expectedOn(one, cloud).kind === 'goes'));
    expect(going.length).toBeGreaterThan(THINGS.length);
    expect(going.filter((one) => !saysSo(one))).toEqual([]);
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
    [
      'an operator that moves',
      { kind: 'kept', moved: ['strimzi'] },
      { changes: ['- helm_release.strimzi', '- helm_release.strimzi_crds', '+ helm_release.strimzi'] },
      true,
    ],
    [
      'an operator that takes along what it operates',
      { kind: 'kept', moved: ['strimzi'] },
      { changes: ['- helm_release.events_cluster', '- helm_release.strimzi', '+ helm_release.strimzi'] },
      false,
    ],
    ['an operator that stays', { kind: 'kept', moved: ['strimzi'] }, { changes: ['~ helm_release.strimzi'] }, false],
    ['a group that goes', { kind: 'kept' }, { changes: ['- aws_db_parameter_group.orders'] }, true],
    ['the key of a topic that goes', { kind: 'kept' }, { changes: ['- aws_kms_key.notify_ops_topic_key'] }, true],
    ['a key that goes', { kind: 'kept' }, { changes: ['- aws_kms_key.account_trail_key'] }, false],
    [
      'a pool whose successor comes first',
      { kind: 'replaced', types: ['aws_eks_node_group'] },
      { changes: ['+ aws_eks_node_group.main', '- aws_eks_node_group.main (deposed object 1a2b)'] },
      true,
    ],
    [
      'a pool that goes first',
      { kind: 'replaced', types: ['aws_eks_node_group'] },
      { changes: ['- aws_eks_node_group.main', '+ aws_eks_node_group.main'] },
      false,
    ],
    [
      'a pool that only changes',
      { kind: 'replaced', types: ['aws_eks_node_group'] },
      { changes: ['~ aws_eks_node_group.main'] },
      false,
    ],
    ['nothing', { kind: 'nothing' }, { changes: [] }, true],
    ['what stand-ins change at every run', { kind: 'nothing' }, { changes: ['~ google_compute_router_nat.nat'] }, true],
    ['something', { kind: 'nothing' }, { changes: ['~ aws_vpc.network'] }, false],
    ['what is said to go', { kind: 'goes', types: ['aws_kms_key'] }, { changes: ['- aws_kms_key.keys_caches'] }, true],
    [
      'more than is said to go',
      { kind: 'goes', types: ['aws_kms_key'] },
      { changes: ['- aws_kms_key.a', '- aws_s3_bucket.b'] },
      false,
    ],
    [
      'a key that goes after what it encrypts',
      { kind: 'goes', types: ['aws_kms_key', 'aws_s3_bucket'], last: '.keys_stores' },
      { changes: ['- aws_kms_key.keys_caches', '- aws_s3_bucket.images', '- aws_kms_key.keys_stores'] },
      true,
    ],
    [
      'a key that goes before',
      { kind: 'goes', types: ['aws_kms_key', 'aws_s3_bucket'], last: '.keys_stores' },
      { changes: ['- aws_kms_key.keys_stores', '- aws_s3_bucket.images'] },
      false,
    ],
  ])('%s', (_, expected, more, passed) => {
    expect(outcomeOf(expected, result(more)).passed).toBe(passed);
  });
});

describe('what stand-ins do not see', () => {
  const pool = (more: object) => ({
    resource: {
      google_container_node_pool: { main: { node_config: { machine_type: 'e2-standard-4', ...more } } },
      terraform_data: { protected: {} },
    },
  });
  const told = (more: object) => withPresence(pool(more)).resource;

  it('is told by values of Terraform: whether an argument is there', () => {
    const id = 'presence_google_container_node_pool_0';
    expect(told({ boot_disk_kms_key: 'key' })!.terraform_data).toEqual({ protected: {}, [id]: { input: true } });
    expect(told({})!.terraform_data).toEqual({ protected: {}, [id]: { input: false } });
    expect(told({})!.google_container_node_pool!.main).toMatchObject({
      lifecycle: { replace_triggered_by: [`terraform_data.${id}`] },
    });
  });

  it('is told by values of Terraform: where a release of Helm is', () => {
    const release = { name: 'strimzi', namespace: 'kafka' };
    expect(withPresence({ resource: { helm_release: { strimzi: { ...release } } } }).resource).toEqual({
      helm_release: { strimzi: { ...release, lifecycle: { replace_triggered_by: ['terraform_data.place_strimzi'] } } },
      terraform_data: { place_strimzi: { input: 'kafka' } },
    });
  });

  it('leaves other stacks alone', () => {
    const json = { resource: { aws_vpc: { network: {} } } };
    expect(withPresence(json)).toBe(json);
  });
});
