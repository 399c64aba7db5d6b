/**
 * Proof that everything in a cluster may call what its environment implies, and nothing else: each pod is tried with
 * each port of each other, with and without a mesh, on every cloud. Tests beside each system try its environments.
 */
import { designs } from '../helpers/designs';
import { everything } from '../helpers/everything';
import { baseWith } from '../helpers/platform';
import { reachesWhatItShould } from '../helpers/reaching';

const resources = { cpu: '1', memory: '4Gi' };
const node = { namespace: 'data', version: '4.3', resources, storage: { sizeGiB: 20 } };
const served = {
  image: 'registry.example.com/app:1.0.0',
  resources: { cpu: '100m', memory: '128Mi' },
  ports: { http: { port: 8080 }, admin: { port: 8081 } },
  probes: { readiness: { path: '/ready' } },
};

/** Namespaces that deny nothing, callers outside the mesh, and whole namespaces as callers. */
const open = baseWith({
  addons: {
    externalSecrets: {},
    strimzi: { all: true },
    keda: {},
    monitoring: {},
    tempo: { objectStore: 'files', senders: ['shop'] },
    istio: { namespaces: ['data', 'shop'], permissive: true },
  },
  namespaces: { shop: { defaultDeny: false }, data: {}, tools: { defaultDeny: false } },
  workloads: {
    api: {
      ...served,
      namespace: 'shop',
      metrics: { port: 'admin' },
      callers: [{ namespace: 'tools' }],
      calls: [{ namespace: 'data' }, { namespace: 'monitoring' }],
      autoscaling: {
        min: 1,
        max: 3,
        queue: { kafka: { cluster: 'events', topic: 'jobs', consumerGroup: 'api', lagPerReplica: 10 } },
      },
    },
    web: { ...served, namespace: 'tools', calls: [{ workload: 'api' }] },
  },
  kafkaClusters: {
    events: {
      ...node,
      listeners: { plain: { authentication: 'none' } },
      topics: { jobs: {} },
      callers: [{ namespace: 'shop' }],
    },
  },
});

reachesWhatItShould([everything, open, ...Object.values(designs)]);
