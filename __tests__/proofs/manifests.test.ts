/**
 * Every Kubernetes object of every environment on every cloud: held to the published schemas, to the restricted Pod Security
 * Standard, and to what keeps pods up.
 */
import * as spywatcher from '../../environments/spywatcher';
import type { Manifest } from '../../core/kubernetes/manifest';
import { CLOUDS } from '../helpers/environments';
import { everything } from '../helpers/everything';
import { platformOn } from '../helpers/platform';
import { insecure, podsOf, unreliable } from '../helpers/pods';
import { hasSchema, schemaProblems } from '../helpers/schemas';

const ENVIRONMENTS = { ...spywatcher, everything };
const CASES = Object.entries(ENVIRONMENTS).flatMap(([name, input]) => CLOUDS.map((cloud) => ({ name, cloud, input })));

/** Operators that publish no schemas as packages. */
const UNPUBLISHED =
  /^(kafka\.strimzi\.io|clickhouse(-keeper)?\.altinity\.com|opensearch\.(opster\.io|org)|velero\.io|snapshot\.storage\.k8s\.io)\//;

describe('Kubernetes objects', () => {
  const manifests = new Map<string, Manifest[]>();
  beforeAll(() => {
    for (const { name, cloud, input } of CASES)
      manifests.set(`${name} on ${cloud}`, platformOn(cloud, input).manifests);
  });

  it('have the fields and values that their schemas allow', () => {
    expect(schemaProblems([...manifests.values()].flat())).toEqual([]);
  });

  it('are of kinds with published schemas, but for some operators', () => {
    const without = [...manifests.values()]
      .flat()
      .filter((one) => !hasSchema(one) && !UNPUBLISHED.test(one.apiVersion));
    expect(without.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)).toEqual([]);
  });

  it.each(CASES)('$name on $cloud: pods are restricted, and stay up', ({ name, cloud }) => {
    const all = manifests.get(`${name} on ${cloud}`)!;
    const pods = all.flatMap(podsOf);
    expect(pods.length).toBeGreaterThan(0);
    expect(pods.flatMap((one) => [...insecure(one), ...unreliable(one, all)])).toEqual([]);
  });
});
