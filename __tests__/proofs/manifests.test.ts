/**
 * Checks every Kubernetes object of every environment on every cloud against the published schemas, the restricted Pod
 * Security Standard, and the rules for the availability of pods.
 */
import type { Manifest } from '../../core/kubernetes/manifest';
import { development, production, staging } from '../../scripts/bench/newsletter';
import { CLOUDS } from '../helpers/environments';
import { everything } from '../helpers/everything';
import { platformOn } from '../helpers/platform';
import { podsOf, unsound } from '../helpers/pods';
import { hasSchema, schemaProblems } from '../helpers/schemas';
import type { Attributes } from '../helpers/synth';

const ENVIRONMENTS = { development, staging, production, everything };
const CASES = Object.entries(ENVIRONMENTS).flatMap(([name, input]) => CLOUDS.map((cloud) => ({ name, cloud, input })));

/** Operators without a package of schemas on npm that runs on Node.js 20: only a cluster checks their objects. */
const UNPUBLISHED =
  /^(kafka\.strimzi\.io|clickhouse(-keeper)?\.altinity\.com|opensearch\.(opster\.io|org)|velero\.io|snapshot\.storage\.k8s\.io)\//;

/** Paths at which Argo Rollouts accepts anything: quantities and volumes of pods, and settings of its plugins. */
const OPEN = /^(AnalysisTemplate|Rollout) .*\.(resources|volumes|plugins)\./;

/**
 * Copies of an object, each broken at one place, which is the name of the copy: with a wrong value in a field, or with
 * an unknown field in an object. A field that several items of a list have is broken in only one of them.
 */
function brokenAnywhere(manifest: Manifest): Manifest[] {
  const broken = new Map<string, Manifest>();
  const visit = (value: unknown, path: readonly string[]): void => {
    const inside = typeof value === 'object' && value !== null;
    if (inside) for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key]);
    if (Array.isArray(value) || /^(apiVersion|kind|metadata\.name)$/.test(path.join('.'))) return;
    const where = inside ? [...path, 'unknown'] : path;
    const name = where.join('.');
    const copy = structuredClone(manifest) as Attributes;
    where.slice(0, -1).reduce((at, key) => at[key] as Attributes, copy)[where.at(-1)!] = [[]];
    broken.set(name.replace(/\.\d+/g, ''), { ...copy, metadata: { ...copy.metadata, name } } as Manifest);
  };
  visit(manifest, []);
  return [...broken.values()];
}

describe('Kubernetes objects', () => {
  const manifests = new Map<string, Manifest[]>();
  const addresses: string[] = [];
  beforeAll(() => {
    for (const { name, cloud, input } of CASES) {
      const made = platformOn(cloud, input);
      manifests.set(`${name} on ${cloud}`, made.manifests);
      addresses.push(...made.addresses);
    }
  });

  it('have their Deployments in releases, because the provider calls a rollout done that has failed', () => {
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.filter((address) => address.startsWith('kubernetes_deployment_v1.'))).toEqual([]);
  });

  it('have the fields and values that their schemas allow', () => {
    expect(schemaProblems([...manifests.values()].flat())).toEqual([]);
  });

  it('are checked against their schemas at every field of every kind', () => {
    const all = [...manifests.values()].flat().filter(hasSchema);
    const wordy = all.sort((one, other) => JSON.stringify(one).length - JSON.stringify(other).length);
    const kinds = new Map(wordy.map((one) => [`${one.apiVersion} ${one.kind}`, one]));
    const broken = [...kinds.values()].flatMap(brokenAnywhere);
    const noticed = new Set(schemaProblems(broken).map((problem) => problem.split(':')[0]));
    const passed = broken.map(({ kind, metadata }) => `${kind} ${metadata.name}`).filter((one) => !noticed.has(one));
    expect(passed.filter((one) => !OPEN.test(one))).toEqual([]);
  }, 180_000);

  it('are of kinds with published schemas, except for some operators', () => {
    const without = [...manifests.values()]
      .flat()
      .filter((one) => !hasSchema(one) && !UNPUBLISHED.test(one.apiVersion));
    expect(without.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)).toEqual([]);
  });

  it.each(CASES)('$name on $cloud: pods are restricted, and stay up', ({ name, cloud }) => {
    const all = manifests.get(`${name} on ${cloud}`)!;
    const pods = all.flatMap(podsOf);
    expect(pods.length).toBeGreaterThan(0);
    expect(pods.flatMap((one) => unsound(one, all))).toEqual([]);
  });
});
