/** The container of a workload's pods, with its variables, files, probes and shutdown. */
import type { Container, ContainerPort, EnvVar, Probe } from 'kubernetes-types/core/v1';

import { tlsPorts } from '../../../constructs/workload/certificate';
import { findPort } from '../../../constructs/workload/ports';
import type { Probe as ProbeProps } from '../../../constructs/workload/probes';
import type { containerResourcesOf, WorkloadProps } from '../../../constructs/workload/schema';
import { RESTRICTED } from '../../../core/kubernetes/chart-values';
import { resourceList } from '../../../core/kubernetes/words';
import { mapValues } from '../../../core/records';
import type { WorkloadContext } from './context';
import { secretName } from './secrets';
import { tracingVariables } from './tracing';
import { mounts } from './volumes';

export interface ContainerProps {
  readonly image: string;
  readonly command?: readonly string[] | undefined;
  readonly args?: readonly string[] | undefined;
  readonly resources: ReturnType<typeof containerResourcesOf>;
  /** Keys of the workload's Secret by variable, besides those of `secretEnv`. @default - none */
  readonly secretEnv?: Readonly<Record<string, string>>;
  /** Whether it answers on the workload's ports; containers of jobs do not. */
  readonly serves: boolean;
}

export function container(
  workload: WorkloadContext,
  { image, command, args, resources, serves, secretEnv }: ContainerProps,
): Container {
  const { props } = workload;
  const env = variables(workload, image, secretEnv);
  const volumeMounts = mounts(workload);
  return {
    name: 'app',
    image,
    imagePullPolicy: 'IfNotPresent',
    ...(command && { command: [...command] }),
    ...(args && { args: [...args] }),
    ...(env.length > 0 && { env }),
    resources: { requests: resourceList(resources.requests), limits: resourceList(resources.limits) },
    securityContext: {
      ...RESTRICTED,
      capabilities: { drop: [...RESTRICTED.capabilities.drop] },
      readOnlyRootFilesystem: props.security.readOnly,
    },
    ...(volumeMounts.length > 0 && { volumeMounts }),
    ...(serves && serving(props)),
  };
}

/** Fields of containers that answer on ports. */
function serving(props: WorkloadProps): Partial<Container> {
  const { readiness, liveness, startup } = props.probes;
  const { delaySeconds } = props.shutdown;
  const ports = portsOf(props);
  return {
    ...(ports.length > 0 && { ports }),
    ...(readiness && { readinessProbe: probeOf(props, readiness) }),
    ...(liveness && { livenessProbe: probeOf(props, liveness) }),
    ...(startup && { startupProbe: probeOf(props, startup) }),
    // Kubernetes has a `sleep` of its own, but the provider does not offer it.
    ...(delaySeconds > 0 && { lifecycle: { preStop: { exec: { command: ['sleep', String(delaySeconds)] } } } }),
  };
}

const portsOf = ({ ports }: WorkloadProps): ContainerPort[] =>
  Object.entries(ports).map(([name, { port, protocol }]) => ({
    name,
    containerPort: port,
    protocol: transportOf(protocol),
  }));

export const transportOf = (protocol: WorkloadProps['ports'][string]['protocol']): 'TCP' | 'UDP' =>
  protocol === 'udp' ? 'UDP' : 'TCP';

function probeOf(props: WorkloadProps, probe: ProbeProps): Probe {
  const { delaySeconds, everySeconds, timeoutSeconds, failures } = probe;
  return {
    ...probeAction(props, probe),
    initialDelaySeconds: delaySeconds,
    periodSeconds: everySeconds,
    timeoutSeconds,
    failureThreshold: failures,
  };
}

function probeAction(props: WorkloadProps, { path, command, port: name }: ProbeProps): Probe {
  const port = findPort(props, name);
  const tls = port !== undefined && tlsPorts(props).includes(port.name);
  if (command) return { exec: { command: [...command] } };
  if (port === undefined) return {};
  if (path !== undefined) return { httpGet: { path, port: port.name, ...(tls && { scheme: 'HTTPS' }) } };
  return port.protocol === 'grpc' ? { grpc: { port: port.port } } : { tcpSocket: { port: port.name } };
}

function variables(workload: WorkloadContext, image: string, own: ContainerProps['secretEnv'] = {}): EnvVar[] {
  const { env, secretEnv } = workload.props;
  const name = secretName(workload);
  const keys = { ...mapValues(secretEnv, (variable) => variable), ...own };
  return [
    ...Object.entries({ ...tracingVariables(workload, image), ...env })
      .filter(([variable]) => !(variable in keys))
      .map(([variable, value]) => ({ name: variable, value })),
    ...Object.entries(keys).map(([variable, key]) => ({
      name: variable,
      valueFrom: { secretKeyRef: { name, key } },
    })),
  ];
}
