/** Two values of each property of a namespace. */
import { one, type Probe } from './probe';

export const namespace: Readonly<Record<string, Probe>> = {
  podSecurity: one('podSecurity', 'restricted', 'baseline'),
  'quota.cpu': [{ quota: { cpu: '30' } }, { quota: { cpu: '40' } }],
  'quota.memory': [{ quota: { memory: '70Gi' } }, { quota: { memory: '80Gi' } }],
  'quota.cpuLimit': [{ quota: { cpuLimit: '70' } }, { quota: { cpuLimit: '80' } }],
  'quota.memoryLimit': [{ quota: { memoryLimit: '70Gi' } }, { quota: { memoryLimit: '80Gi' } }],
  'quota.storage': [{ quota: { storage: '70Gi' } }, { quota: { storage: '80Gi' } }],
  'quota.pods': [{ quota: { pods: 200 } }, { quota: { pods: 300 } }],
  limitRange: [
    { quota: null, limitRange: false },
    { quota: null, limitRange: {} },
  ],
  'limitRange.request.cpu': [
    { limitRange: { request: { cpu: '50m', memory: '64Mi' } } },
    { limitRange: { request: { cpu: '60m', memory: '64Mi' } } },
  ],
  'limitRange.request.memory': [
    { limitRange: { request: { cpu: '50m', memory: '64Mi' } } },
    { limitRange: { request: { cpu: '50m', memory: '65Mi' } } },
  ],
  'limitRange.request.disk': [
    { limitRange: { request: { cpu: '50m', memory: '64Mi', disk: '64Mi' } } },
    { limitRange: { request: { cpu: '50m', memory: '64Mi', disk: '65Mi' } } },
  ],
  'limitRange.limit.cpu': [
    { limitRange: { limit: { cpu: '1', memory: '1Gi' } } },
    { limitRange: { limit: { cpu: '2', memory: '1Gi' } } },
  ],
  'limitRange.limit.memory': [
    { limitRange: { limit: { cpu: '1', memory: '1Gi' } } },
    { limitRange: { limit: { cpu: '1', memory: '2Gi' } } },
  ],
  'limitRange.limit.disk': [
    { limitRange: { limit: { cpu: '1', memory: '1Gi', disk: '2Gi' } } },
    { limitRange: { limit: { cpu: '1', memory: '1Gi', disk: '3Gi' } } },
  ],
  'limitRange.max.cpu': [
    { limitRange: { max: { cpu: '8', memory: '8Gi' } } },
    { limitRange: { max: { cpu: '9', memory: '8Gi' } } },
  ],
  'limitRange.max.memory': [
    { limitRange: { max: { cpu: '8', memory: '8Gi' } } },
    { limitRange: { max: { cpu: '8', memory: '9Gi' } } },
  ],
  'limitRange.max.disk': [
    { limitRange: { max: { cpu: '8', memory: '8Gi', disk: '20Gi' } } },
    { limitRange: { max: { cpu: '8', memory: '8Gi', disk: '30Gi' } } },
  ],
  defaultDeny: one('defaultDeny', true, false),
  labels: [{ labels: { team: 'a' } }, { labels: { team: 'b' } }],
};
