/** A workload that signs in to databases or caches as its identity. */
import type { Topology } from './matrix';

type Workload = NonNullable<Topology['workloads']>[string];

export const signingIn = (access: Workload['access'], secretEnv: Workload['secretEnv']): Topology => ({
  namespaces: { shop: {} },
  addons: { externalSecrets: {}, loadBalancerController: {} },
  workloads: {
    web: {
      namespace: 'shop',
      image: 'registry.example.com/web:1',
      resources: { cpu: '100m', memory: '128Mi' },
      access,
      secretEnv,
    },
  },
});
