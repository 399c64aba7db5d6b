/** Kubernetes objects that each property of a workload changes, the same on every cloud. */
import type { WorkloadProps } from '../../../constructs/workload/schema';
import { native, type ParityOf, type PropertyPath, type Support } from '../../../core/parity';
import { DATABASE_RIGHTS, RIGHTS } from '../base/rights';

/** A field of pods, whether a Deployment, a Rollout or a Job creates them. */
const pod = (field: string): Support => native(`pods: spec.${field}`);
const container = (field: string): Support => native(`pods: spec.containers.${field}`);
/** A field of the Deployment, or of Argo Rollouts' Rollout. */
const owner = (field: string): Support => native(`Deployment.spec.${field}, Rollout.spec.${field}`);
const job = (field: string): Support => native(`Job.spec.${field}, CronJob.spec.jobTemplate.spec.${field}`);
const analysis = (field: string): Support => native(`AnalysisTemplate.spec.metrics.${field}`);
const trigger = (kind: string, field: string): Support => native(`ScaledObject.spec.triggers (${kind}).${field}`);

type Under<P extends string> = Extract<PropertyPath<WorkloadProps>, `${P}.${string}`>;
type Probe = 'readiness' | 'liveness' | 'startup';

const probe = <P extends Probe>(name: P) => {
  const to = (field: string): Support => container(`${name}Probe.${field}`);
  return {
    [`probes.${name}.path`]: to('httpGet.path'),
    [`probes.${name}.command`]: to('exec.command'),
    [`probes.${name}.port`]: to('httpGet, tcpSocket or grpc: port'),
    [`probes.${name}.delaySeconds`]: to('initialDelaySeconds'),
    [`probes.${name}.everySeconds`]: to('periodSeconds'),
    [`probes.${name}.timeoutSeconds`]: to('timeoutSeconds'),
    [`probes.${name}.failures`]: to('failureThreshold'),
  } as Record<Under<`probes.${P}`>, Support>;
};

const peers = <P extends 'callers' | 'calls'>(name: P, side: string) =>
  ({
    [`${name}.*.workload`]: native(`NetworkPolicy.${side}: podSelector, at both ends`),
    [`${name}.*.namespace`]: native(`NetworkPolicy.${side}: namespaceSelector`),
    [`${name}.*.cidr`]: native(`NetworkPolicy.${side}: ipBlock`),
    [`${name}.*.ports`]: native(`NetworkPolicy.${side}: ports`),
  }) as Record<Under<P>, Support>;

const secrets = <P extends 'secretEnv' | 'secretFiles'>(name: P) =>
  ({
    [`${name}.*.from`]: native('ExternalSecret.spec.data.remoteRef.key'),
    [`${name}.*.user`]: native('ExternalSecret.spec.data.remoteRef.key'),
    [`${name}.*.key`]: native('ExternalSecret.spec.data.remoteRef.property'),
    [`${name}.*.template`]: native('ExternalSecret.spec.target.template.data'),
  }) as Record<Under<P>, Support>;

/** The identity of a workload's service account is made by the cloud's own stack. */
const rights = native(`the rights of its ServiceAccount: ${RIGHTS}`);

export const parity: ParityOf<WorkloadProps> = {
  namespace: native('metadata.namespace of all of its objects'),
  image: container('image'),
  command: container('command'),
  args: container('args'),
  replicas: owner('replicas'),
  'resources.cpu': container('resources.requests.cpu'),
  'resources.memory': container('resources.requests.memory'),
  'resources.cpuLimit': container('resources.limits.cpu'),
  'resources.memoryLimit': container('resources.limits.memory'),
  'resources.disk': container('resources.requests.ephemeral-storage'),
  'resources.diskLimit': container('resources.limits.ephemeral-storage'),
  'ports.*.port': container('ports.containerPort'),
  'ports.*.protocol': native('pods: spec.containers.ports.protocol; Service.spec.ports.protocol, appProtocol'),
  'ports.*.service': native('Service.spec.ports.port'),
  env: container('env.value'),
  ...secrets('secretEnv'),
  files: native('ConfigMap.data; pods: spec.containers.volumeMounts'),
  ...secrets('secretFiles'),
  writable: pod('volumes.emptyDir.sizeLimit'),
  ...probe('readiness'),
  ...probe('liveness'),
  ...probe('startup'),
  'rollout.strategy': native('Deployment; Rollout.spec.strategy.blueGreen, canary'),
  'rollout.maxSurge': native('Deployment.spec.strategy.rollingUpdate.maxSurge'),
  'rollout.maxUnavailable': native('Deployment.spec.strategy.rollingUpdate.maxUnavailable'),
  'rollout.goesBack': native('helm_release.atomic'),
  'rollout.automatic': native('Rollout.spec.strategy.blueGreen.autoPromotionEnabled'),
  'rollout.previewSeconds': native('Rollout.spec.minReadySeconds'),
  'rollout.keepOldSeconds': native('Rollout.spec.strategy.blueGreen.scaleDownDelaySeconds'),
  'rollout.steps.*.percent': native('Rollout.spec.strategy.canary.steps.setWeight'),
  'rollout.steps.*.seconds': native('Rollout.spec.strategy.canary.steps.pause.duration'),
  'rollout.analysis.queries.*.query': analysis('provider.prometheus.query'),
  'rollout.analysis.queries.*.min': analysis('successCondition'),
  'rollout.analysis.queries.*.max': analysis('successCondition'),
  'rollout.analysis.everySeconds': analysis('interval'),
  'rollout.analysis.failures': analysis('failureLimit'),
  'rollout.analysis.measurements': analysis('count'),
  progressDeadlineSeconds: owner('progressDeadlineSeconds'),
  'autoscaling.min': native('HorizontalPodAutoscaler.spec.minReplicas, ScaledObject.spec.minReplicaCount'),
  'autoscaling.max': native('HorizontalPodAutoscaler.spec.maxReplicas, ScaledObject.spec.maxReplicaCount'),
  'autoscaling.cpu': native('HorizontalPodAutoscaler.spec.metrics, ScaledObject.spec.triggers'),
  'autoscaling.memory': native('HorizontalPodAutoscaler.spec.metrics, ScaledObject.spec.triggers'),
  'autoscaling.requestsPerSecond': trigger('prometheus', 'threshold'),
  'autoscaling.queue.kafka.cluster': trigger('kafka', 'bootstrapServers'),
  'autoscaling.queue.kafka.topic': trigger('kafka', 'topic'),
  'autoscaling.queue.kafka.consumerGroup': trigger('kafka', 'consumerGroup'),
  'autoscaling.queue.kafka.user': native('ExternalSecret.spec.data.remoteRef.key, read by a TriggerAuthentication'),
  'autoscaling.queue.kafka.lagPerReplica': trigger('kafka', 'lagThreshold'),
  'autoscaling.queue.redis.cache': native('ExternalSecret.spec.data.remoteRef.key, read by a TriggerAuthentication'),
  'autoscaling.queue.redis.list': trigger('redis', 'listName'),
  'autoscaling.queue.redis.lengthPerReplica': trigger('redis', 'listLength'),
  'autoscaling.queue.prometheus.query': trigger('prometheus', 'query'),
  'autoscaling.queue.prometheus.perReplica': trigger('prometheus', 'threshold'),
  'autoscaling.stabilizationSeconds': native(
    'HorizontalPodAutoscaler.spec.behavior.scaleDown.stabilizationWindowSeconds, the same of the ScaledObject',
  ),
  minAvailable: native('PodDisruptionBudget.spec.minAvailable'),
  'spread.zones': pod('topologySpreadConstraints.whenUnsatisfiable'),
  'spread.nodes': pod('affinity.podAntiAffinity'),
  nodePool: native('pods: spec.nodeSelector, spec.tolerations'),
  'access.*.objectStore': rights,
  'access.*.read': rights,
  'access.*.write': rights,
  'access.*.secret': rights,
  'access.*.database': native(`the rights of its ServiceAccount: ${DATABASE_RIGHTS}`),
  'access.*.cache': rights,
  'access.*.connect': rights,
  'access.*.user': rights,
  ...peers('callers', 'spec.ingress'),
  ...peers('calls', 'spec.egress'),
  'routes.*.host': native('HTTPRoute.spec.hostnames'),
  'routes.*.path': native('HTTPRoute.spec.rules.matches.path'),
  'routes.*.port': native('HTTPRoute.spec.rules.backendRefs.port'),
  'routes.*.timeoutSeconds': native('HTTPRoute.spec.rules.timeouts.request'),
  'routes.*.tls': native(
    'BackendTLSPolicy.spec.targetRefs; pods: spec.containers.readinessProbe.httpGet.scheme; Service.spec.ports.appProtocol',
  ),
  'certificate.path': container('volumeMounts.mountPath'),
  'certificate.days': native('Certificate.spec.duration'),
  'certificate.restart': native('Deployment.metadata.annotations, Rollout.metadata.annotations'),
  'metrics.port': native('PodMonitor.spec.podMetricsEndpoints.port'),
  'metrics.path': native('PodMonitor.spec.podMetricsEndpoints.path'),
  'metrics.everySeconds': native('PodMonitor.spec.podMetricsEndpoints.interval'),
  'metrics.requests': native('ConfigMap.data of the dashboard, ScaledObject.spec.triggers.metadata.query'),
  'traces.name': container('env.value: OTEL_SERVICE_NAME'),
  'traces.protocol': container('env.value: OTEL_EXPORTER_OTLP_PROTOCOL, OTEL_EXPORTER_OTLP_ENDPOINT'),
  'traces.samplePercent': container('env.value: OTEL_TRACES_SAMPLER_ARG'),
  'traces.attributes': container('env.value: OTEL_RESOURCE_ATTRIBUTES'),
  'shutdown.delaySeconds': container('lifecycle.preStop.exec'),
  'shutdown.graceSeconds': pod('terminationGracePeriodSeconds'),
  'security.user': pod('securityContext.runAsUser, runAsGroup, fsGroup'),
  'security.readOnly': container('securityContext.readOnlyRootFilesystem'),
  'jobs.*.when': native('kubernetes_job_v1.depends_on, AnalysisTemplate of a Rollout, CronJob'),
  'jobs.*.image': job('template.spec.containers.image'),
  'jobs.*.command': job('template.spec.containers.command'),
  'jobs.*.args': job('template.spec.containers.args'),
  'jobs.*.secretEnv.*.from': native('ExternalSecret.spec.data.remoteRef.key'),
  'jobs.*.secretEnv.*.user': native('ExternalSecret.spec.data.remoteRef.key'),
  'jobs.*.secretEnv.*.key': native('ExternalSecret.spec.data.remoteRef.property'),
  'jobs.*.secretEnv.*.template': native('ExternalSecret.spec.target.template.data'),
  'jobs.*.cpu': job('template.spec.containers.resources'),
  'jobs.*.memory': job('template.spec.containers.resources'),
  'jobs.*.retries': job('backoffLimit'),
  'jobs.*.deadlineSeconds': job('activeDeadlineSeconds'),
  labels: native('pods: metadata.labels'),
  annotations: native('pods: metadata.annotations'),
};
