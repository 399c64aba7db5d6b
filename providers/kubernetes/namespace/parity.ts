/** Kubernetes objects that each property of a namespace changes, the same on every cloud. */
import type { NamespaceProps } from '../../../constructs/namespace/schema';
import { native, type ParityOf } from '../../../core/parity';

export const parity: ParityOf<NamespaceProps> = {
  podSecurity: native('Namespace.metadata.labels: pod-security.kubernetes.io/enforce, audit, warn'),
  'quota.cpu': native('ResourceQuota.spec.hard: requests.cpu'),
  'quota.memory': native('ResourceQuota.spec.hard: requests.memory'),
  'quota.cpuLimit': native('ResourceQuota.spec.hard: limits.cpu'),
  'quota.memoryLimit': native('ResourceQuota.spec.hard: limits.memory'),
  'quota.storage': native('ResourceQuota.spec.hard: requests.storage'),
  'quota.pods': native('ResourceQuota.spec.hard: pods'),
  limitRange: native('LimitRange'),
  'limitRange.request.cpu': native('LimitRange.spec.limits.defaultRequest.cpu'),
  'limitRange.request.memory': native('LimitRange.spec.limits.defaultRequest.memory'),
  'limitRange.request.disk': native('LimitRange.spec.limits.defaultRequest.ephemeral-storage'),
  'limitRange.limit.cpu': native('LimitRange.spec.limits.default.cpu'),
  'limitRange.limit.memory': native('LimitRange.spec.limits.default.memory'),
  'limitRange.limit.disk': native('LimitRange.spec.limits.default.ephemeral-storage'),
  'limitRange.max.cpu': native('LimitRange.spec.limits.max.cpu'),
  'limitRange.max.memory': native('LimitRange.spec.limits.max.memory'),
  'limitRange.max.disk': native('LimitRange.spec.limits.max.ephemeral-storage'),
  defaultDeny: native('NetworkPolicy default-deny and allow-dns'),
  labels: native('Namespace.metadata.labels'),
};
