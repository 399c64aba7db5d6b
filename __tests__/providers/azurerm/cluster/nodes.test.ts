/** Nodes of a cluster on Azure: what is encrypted on their hosts, and the registries from which they pull. */
import { problemsOf, synth } from '../../../helpers/azurerm/helper';
import { on as onCloud, wholeWith } from '../../../helpers/environments';
import { warningsOf } from '../../../helpers/synth';

const cluster = () => ({ cluster: { version: '1.35', nodePools: { main: { size: 'large', min: 2, max: 10 } } } });

describe('encryption of hosts', () => {
  const on = synth(cluster(), { targets: { azurerm: { hostEncryption: true } } });
  const off = synth(cluster());
  const poolOf = (stack: typeof on) => stack.resource('azurerm_kubernetes_cluster_node_pool.cluster_pool_main_1');
  const systemOf = (stack: typeof on) =>
    stack.resource('azurerm_kubernetes_cluster.cluster').default_node_pool as { host_encryption_enabled?: boolean };

  it('is of every pool, if the target asks for it', () => {
    expect(poolOf(on).host_encryption_enabled).toBe(true);
    expect(systemOf(on).host_encryption_enabled).toBe(true);
    expect(poolOf(off).host_encryption_enabled).toBeUndefined();
    expect(systemOf(off).host_encryption_enabled).toBeUndefined();
  });

  it.each([
    ['with a key of its own', 'own', false, true],
    ['with one of the cloud', 'cloud', false, false],
    ['where hosts are encrypted', 'own', true, false],
  ])('is missed in a cluster %s', (_, encryptionKey, hostEncryption, isWarned) => {
    const change = { cluster: { encryptionKey }, targets: { azurerm: { hostEncryption } } };
    const warned = warningsOf(onCloud('azurerm', wholeWith(change))).join('\n');
    expect(warned.includes('cluster.encryptionKey does not reach what is on the hosts of nodes')).toBe(isWarned);
  });

  it('gives pools a successor of another name', () => {
    expect(poolOf(on).name).not.toBe(poolOf(off).name);
  });
});

describe('a second region without zones', () => {
  const NO_ZONES = 'cluster could not be made in targets.azurerm.secondaryRegion westus, which has no zones';

  it.each([
    ['missed where the environment is to run there', 'westus', { rpoMinutes: 60, rtoMinutes: 240 }, true],
    ['enough for copies', 'westus', { rpoMinutes: 60 }, false],
    ['enough without objectives', 'westus', undefined, false],
    ['not missed where there are zones', 'westus3', { rpoMinutes: 60, rtoMinutes: 240 }, false],
  ])('is %s', (_, secondaryRegion, recovery, isWarned) => {
    const change = {
      databases: null,
      caches: null,
      objectStores: null,
      targets: { azurerm: { secondaryRegion } },
      ...(recovery && { recovery }),
    };
    const warned = warningsOf(onCloud('azurerm', wholeWith(change))).join('\n');
    expect(warned.includes(NO_ZONES)).toBe(isWarned);
  });
});

describe('registries', () => {
  const REGISTRY =
    '/subscriptions/00000000-0000-4000-8000-000000000009/resourceGroups/images/providers/Microsoft.ContainerRegistry/registries/acmeimages';
  const from = (...registries: string[]) => ({ targets: { azurerm: { registries } } });

  it('are opened to nodes, each once', () => {
    const stack = synth(cluster(), from(REGISTRY, REGISTRY));
    expect(stack.addresses('cluster_registry')).toEqual(['azurerm_role_assignment.cluster_registry_acmeimages']);
    expect(stack.resource('azurerm_role_assignment.cluster_registry_acmeimages')).toMatchObject({
      scope: REGISTRY,
      role_definition_name: 'AcrPull',
      principal_id: '${one(azurerm_kubernetes_cluster.cluster.kubelet_identity[*].object_id)}',
      principal_type: 'ServicePrincipal',
    });
    expect(stack.outputs.cluster_node_identity).toBe(
      '${one(azurerm_kubernetes_cluster.cluster.kubelet_identity[*].object_id)}',
    );
  });

  it('are none without being named', () => {
    expect(synth(cluster()).addresses('cluster_registry')).toEqual([]);
  });

  it('must be named by their resource ids', () => {
    expect(problemsOf(cluster(), from('acmeimages.azurecr.io')).join()).toContain(
      'targets.azurerm.registries.0 must be the resource id of a registry',
    );
  });

  it.each([
    ['no cluster', {}],
    ['an existing cluster', { cluster: { existing: { azurerm: { name: 'theirs', location: 'theirs' } } } }],
  ])('are refused with %s', (_, change) => {
    expect(problemsOf(change, from(REGISTRY)).join()).toContain('targets.azurerm.registries must be left out');
  });
});
