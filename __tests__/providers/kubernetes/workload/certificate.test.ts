/** TLS from end to end: the pods' certificate, its authority, and all that calls pods by TLS. */
import { CLOUDS } from '../../../helpers/environments';
import { schemaProblems } from '../../../helpers/schemas';
import { shopOn } from '../../../helpers/shop';
import type { Attributes } from '../../../helpers/synth';

const encrypted = {
  ports: { http: { port: 8080 }, https: { port: 8443 }, rpc: { port: 9443, protocol: 'grpc' } },
  probes: { readiness: { path: '/ready', port: 'https' }, liveness: { path: '/live', port: 'http' } },
  certificate: {},
  routes: [
    { host: 'shop.example.com', port: 'https', tls: true },
    { host: 'rpc.example.com', port: 'rpc', tls: true },
    { host: 'plain.example.com' },
  ],
  metrics: { port: 'https' },
};

const podsOf = ({ spec }: Attributes): Attributes => spec.template.spec as Attributes;
const portsOf = (made: ReturnType<typeof shopOn>): Attributes[] =>
  made.manifest('Service', 'acme-web').spec.ports as Attributes[];

describe.each(CLOUDS)('a workload with TLS on %s', (cloud) => {
  const made = shopOn(cloud, encrypted);
  const deployment = made.manifest('Deployment', 'acme-web');
  const own = made.manifests.filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/name'] === 'acme-web');

  it('has valid objects', () => {
    expect(schemaProblems(own)).toEqual([]);
    expect(own.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['Certificate', 'BackendTLSPolicy']));
  });

  it('has a certificate of the cluster’s own authority for its service', () => {
    expect(made.manifest('Certificate', 'acme-web').spec).toMatchObject({
      secretName: 'acme-web-certificate',
      dnsNames: ['acme-web', 'acme-web.shop', 'acme-web.shop.svc', 'acme-web.shop.svc.cluster.local'],
      duration: '2160h',
      issuerRef: { name: 'internal', kind: 'ClusterIssuer' },
    });
  });

  it('trusts an authority whose key outlives its certificate', () => {
    expect(made.manifest('ClusterIssuer', 'internal').spec.ca).toEqual({ secretName: 'internal-authority' });
    expect(made.manifest('Certificate', 'internal-authority')).toMatchObject({
      metadata: { namespace: 'cert-manager' },
      spec: { isCA: true, secretName: 'internal-authority', privateKey: { rotationPolicy: 'Never' } },
    });
    expect(made.manifest('Issuer', 'internal-authority').spec).toEqual({ selfSigned: {} });
  });

  it('is called by TLS where routes say so, and checked by the authority’s certificate', () => {
    expect(made.manifest('BackendTLSPolicy', 'acme-web')).toMatchObject({
      apiVersion: 'gateway.networking.k8s.io/v1',
      metadata: { namespace: 'shop' },
      spec: {
        targetRefs: ['https', 'rpc'].map((sectionName) => ({
          group: '',
          kind: 'Service',
          name: 'acme-web',
          sectionName,
        })),
        validation: {
          caCertificateRefs: [{ group: '', kind: 'Secret', name: 'acme-web-certificate' }],
          hostname: 'acme-web.shop.svc',
        },
      },
    });
    expect(portsOf(made).map(({ name, appProtocol }) => [name, appProtocol])).toEqual([
      ['http', undefined],
      ['https', 'https'],
      ['rpc', 'grpc'],
    ]);
  });

  it('mounts the files as a directory, and is replaced when they change', () => {
    const [container] = podsOf(deployment).containers as Attributes[];
    expect(container!.volumeMounts).toContainEqual({ name: 'certificate', mountPath: '/etc/tls', readOnly: true });
    expect(podsOf(deployment).volumes).toContainEqual({
      name: 'certificate',
      secret: { secretName: 'acme-web-certificate', defaultMode: 0o440 },
    });
    expect(deployment.metadata.annotations).toEqual({ 'secret.reloader.stakater.com/reload': 'acme-web-certificate' });
  });

  it('is probed and read by TLS on these ports alone', () => {
    const [container] = podsOf(deployment).containers as Attributes[];
    expect(container!.readinessProbe.httpGet).toEqual({ path: '/ready', port: 'https', scheme: 'HTTPS' });
    expect(container!.livenessProbe.httpGet).toEqual({ path: '/live', port: 'http' });
    expect(made.manifest('PodMonitor', 'acme-web').spec.podMetricsEndpoints[0]).toMatchObject({
      scheme: 'https',
      tlsConfig: {
        ca: { secret: { name: 'acme-web-certificate', key: 'ca.crt' } },
        serverName: 'acme-web.shop.svc',
      },
    });
  });

  it('has its certificate before its pods, and cert-manager before that', () => {
    const dependsOn = (address: string) => made.resource(address).depends_on as string[];
    expect(dependsOn('helm_release.web_deployment')).toContain('helm_release.web_secrets');
    expect(dependsOn('helm_release.web_secrets')).toContain('helm_release.cert_manager_objects');
  });
});

it('covers the canary’s service, too', () => {
  const made = shopOn('aws', { ...encrypted, rollout: { strategy: 'canary' } });
  expect(made.manifest('Certificate', 'acme-web').spec.dnsNames).toContain('acme-web-canary.shop.svc');
  const { targetRefs } = made.manifest('BackendTLSPolicy', 'acme-web').spec as Attributes;
  expect(targetRefs).toContainEqual({ group: '', kind: 'Service', name: 'acme-web-canary', sectionName: 'https' });
});

it('watches secrets and certificate, or neither', () => {
  const secretEnv = { TOKEN: { from: 'token', key: 'password' } };
  const annotations = (change: object) =>
    shopOn('google', { secretEnv, ...change }).manifest('Deployment', 'acme-web').metadata.annotations;
  expect(annotations({ certificate: {} })).toEqual({
    'secret.reloader.stakater.com/reload': 'acme-web-secrets,acme-web-certificate',
  });
  expect(annotations({ certificate: { restart: false } })).toEqual({
    'secret.reloader.stakater.com/reload': 'acme-web-secrets',
  });
});

it('has no authority where nothing has a certificate', () => {
  const made = shopOn('azurerm');
  expect(made.manifests.filter(({ kind }) => ['Certificate', 'Issuer', 'BackendTLSPolicy'].includes(kind))).toEqual([]);
  expect(made.manifests.filter(({ kind }) => kind === 'ClusterIssuer').map(({ metadata }) => metadata.name)).toEqual([
    'acme',
  ]);
});
