/** Codes of rules: one form, and one meaning each. */
import { knownRules } from '../../../app/plan/codes';
import { CLOUD_NAMES } from '../../../core/words/clouds';
import { providers } from '../../../providers';

const rules = knownRules(providers);

it('are kebab case: <construct>/<name>', () => {
  const form = /^[a-z0-9-]+\/[a-z0-9]+(-[a-z0-9]+)*$/;
  expect(rules.map(({ code }) => code).filter((code) => !form.test(code))).toEqual([]);
});

/** Codes that are named after a property which has several rules: this list may only get shorter. */
const SHARED = new Set<string>([
  'clickhouse/whole',
  'cluster/api-access-public-cidrs',
  'cluster/api-access-public-cidrs-2',
  'cluster/min',
  'cluster/node-pools',
  'cluster/service-cidr',
  'cluster/size',
  'cluster/whole',
  'cluster/whole-2',
  'cluster/whole-3',
  'kafka/whole',
  'kafka/whole-3',
  'network/cidr',
  'network/cidr-2',
  'network/whole',
  'network/whole-2',
  'network/whole-3',
  'network/whole-4',
  'postgres/database',
  'postgres/owner',
  'postgres/read-replicas',
  'postgres/storage-max-gib',
  'postgres/whole',
  'redis/persistence-retention-days',
  'redis/version',
  'store/retention-lock',
  'store/transitions',
  'store/whole',
  'workload/image',
  'workload/port',
  'workload/port-2',
  'workload/whole',
  'workload/x',
]);

/** Rules that one function makes for several properties are one rule. */
const sharedOn = (cloud: string): string[] => {
  const meanings = new Map<string, Set<string>>();
  for (const { code, says } of rules.filter((one) => one.cloud === undefined || one.cloud === cloud))
    meanings.set(code, (meanings.get(code) ?? new Set()).add(says.toString()));
  return [...meanings].filter(([, all]) => all.size > 1).map(([code]) => code);
};

it.each(CLOUD_NAMES)('mean one rule each on %s', (cloud) => {
  expect(sharedOn(cloud).filter((code) => !SHARED.has(code))).toEqual([]);
});
