/** Rules of TLS between the gateway and a workload's pods, and of the certificate for it. */
import { forEach, type RuleTable } from '../../../core/rules/rule';
import { type InClusterContext, needsAddon } from '../../environment/in-cluster-rules';
import { tlsPorts } from '../certificate';
import { isInside } from '../paths';
import { findPort } from '../ports';
import type { WorkloadProps } from '../schema';

type Route = WorkloadProps['routes'][number];

export const tlsRules: RuleTable<WorkloadProps, InClusterContext> = [
  needsAddon('certificate', 'certManager', ({ certificate }) => certificate !== undefined, 'whose authority signs it'),
  {
    code: 'certificate-without-service',
    property: 'certificate',
    check: ({ certificate, ports }) =>
      certificate !== undefined &&
      !Object.values(ports).some(({ service }) => service !== false) &&
      'requires a port with a service, whose names it is for, got none',
  },
  {
    code: 'certificate-restart-requires-reloader',
    property: 'certificate.restart',
    check: ({ certificate }, { environment: { addons } }) =>
      certificate?.restart === true &&
      addons.reloader === undefined &&
      'requires addons.reloader, which replaces pods when the certificate is renewed: add it, or set restart: false if the program reads the files again',
    standsOn: () => ['addons.reloader'],
  },
  {
    code: 'certificate-path-taken',
    property: 'certificate.path',
    check: ({ certificate, files, secretFiles, writable }) => {
      const taken = Object.keys({ ...files, ...secretFiles, ...writable }).find(
        (path) => certificate && (isInside(path, certificate.path) || isInside(certificate.path, path)),
      );
      return (
        taken !== undefined &&
        `must lie apart from files, secretFiles and writable, got "${certificate?.path}", and "${taken}" there`
      );
    },
  },
  forEach<WorkloadProps, Route, InClusterContext>(
    ({ routes }) => routes.map((route, index) => [`routes.${index}`, route] as const),
    [
      {
        code: 'tls-requires-certificate',
        property: 'tls',
        check: ({ tls }, _, { certificate }) =>
          tls && certificate === undefined && 'requires certificate, with which pods answer: add certificate: {}',
      },
      {
        code: 'tls-differs',
        property: 'tls',
        check: ({ tls, port: name }, _, props) => {
          const port = findPort(props, name)?.name;
          return (
            !tls &&
            port !== undefined &&
            tlsPorts(props).includes(port) &&
            `must be true, as it is for another route to the port "${port}": pods speak either on a port`
          );
        },
      },
      {
        code: 'tls-in-mesh',
        property: 'tls',
        check: ({ tls }, { environment: { addons } }, { namespace }) =>
          tls &&
          addons.istio?.namespaces.includes(namespace) === true &&
          `must be false in the namespace "${namespace}", which is in addons.istio.namespaces: the mesh encrypts what the gateway sends to its pods already`,
        standsOn: () => ['addons.istio'],
      },
    ],
  ),
  forEach(
    ({ probes }: WorkloadProps) =>
      Object.entries(probes).flatMap(([name, probe]) =>
        probe === undefined ? [] : [[`probes.${name}`, probe] as const],
      ),
    [
      {
        code: 'probe-grpc-tls',
        property: 'port',
        check: ({ command, port: name }, _, props) => {
          const port = findPort(props, name);
          return (
            command === undefined &&
            port?.protocol === 'grpc' &&
            tlsPorts(props).includes(port.name) &&
            `must not name the port "${port.name}", which speaks TLS: Kubernetes' gRPC probes do not. Use a command, or a port of its own`
          );
        },
      },
    ],
  ),
];
