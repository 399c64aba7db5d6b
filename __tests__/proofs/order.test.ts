/**
 * Order of creation inside a cluster: objects after their CRDs and the webhooks that check them, everything after its
 * namespace; destruction has the opposite order.
 */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import type { Manifest } from '../../core/kubernetes/manifest';
import { valuesIn } from '../../core/kubernetes/release-values';
import { patch } from '../../core/patch';
import { development, production, staging } from '../../scripts/bench/newsletter';
import { designs } from '../helpers/designs';
import { CLOUDS } from '../helpers/environments';
import { everything } from '../helpers/everything';
import { type PlatformOn, platformOn } from '../helpers/platform';
import type { Attributes } from '../helpers/synth';

/** The release that installs an API, and its webhooks where it has any. */
const BROUGHT: readonly (readonly [kinds: RegExp, release: string])[] = [
  [/^gateway\.(networking\.k8s|envoyproxy)\.io\//, 'gateway_crds'],
  [/^cert-manager\.io\//, 'cert_manager'],
  [/^external-secrets\.io\//, 'external_secrets'],
  [/^monitoring\.coreos\.com\//, 'monitoring_crds'],
  [/^argoproj\.io\/.* (Application|AppProject)$/, 'argo_cd'],
  [/^argoproj\.io\/.* (Rollout|AnalysisTemplate)$/, 'argo_rollouts'],
  [/^keda\.sh\//, 'keda'],
  [/^security\.istio\.io\//, 'istio'],
  [/^kafka\.strimzi\.io\//, 'strimzi_crds'],
  [/^clickhouse(-keeper)?\.altinity\.com\//, 'click_house_operator_crds'],
  [/^opensearch\.(org|opster\.io)\//, 'open_search_operator'],
];
/** Kubernetes' own kinds, and those of snapshots, which come with the cluster: on AWS by an add-on of EKS. */
const OWN =
  /^(v1|(apps|batch|autoscaling|policy|(networking|storage|snapshot\.storage|scheduling|admissionregistration|rbac\.authorization)\.k8s\.io)\/v\d) /;

/** A chart that creates objects for Prometheus. */
const MONITORED = 'monitoring.coreos.com/v1 chart';
const MONITORS = /"(serviceMonitor|podMonitor|prometheusRule)":\{[^}]*"enabled":true/;

interface Placed {
  readonly address: string;
  readonly kind: string;
  readonly namespace: string | undefined;
}

/** Every object with the resource that creates it: one object per resource, or a release with many. */
function placed(resources: Attributes): Placed[] {
  return Object.entries<Attributes>(resources).flatMap(([type, byId]) =>
    Object.entries<Attributes>(byId).flatMap(([id, one]): Placed[] => {
      const address = `${type}.${id}`;
      if (type !== 'helm_release')
        return ['kubernetes_namespace_v1', 'terraform_data', 'time_sleep'].includes(type)
          ? []
          : [{ address, kind: `v1 ${type}`, namespace: one.metadata.namespace as string | undefined }];
      const values = valuesIn(one.values[0] as string) as { objects?: Manifest[] };
      return String(one.chart).startsWith('assets/')
        ? values.objects!.map(({ apiVersion, kind, metadata }) => ({
            address,
            kind: `${apiVersion} ${kind}`,
            namespace: metadata.namespace,
          }))
        : [
            {
              address,
              kind: MONITORS.test(JSON.stringify(values)) ? MONITORED : 'v1 chart',
              namespace: one.namespace as string,
            },
          ];
    }),
  );
}

/** All direct and indirect dependencies of a resource. */
function before(resources: Attributes) {
  const known = new Map<string, ReadonlySet<string>>();
  return function all(address: string): ReadonlySet<string> {
    const done = known.get(address);
    if (done) return done;
    const [type, id] = address.split('.') as [string, string];
    const direct = (resources[type]?.[id]?.depends_on ?? []) as string[];
    const found = new Set(direct.flatMap((one) => [one, ...all(one)]));
    known.set(address, found);
    return found;
  };
}

/** The controller that makes the gateway's load balancer, and before whose answer no Service is made where it intercepts them. */
function waitsForBalancers(kind: string, releases: Attributes): string[] {
  const controller = releases.load_balancer_controller as Attributes | undefined;
  if (controller === undefined) return [];
  const intercepts = (controller.values[0] as string).includes('enableServiceMutatorWebhook: true');
  return kind.endsWith(' Gateway') || (intercepts && kind.endsWith('kubernetes_service_v1'))
    ? ['helm_release.load_balancer_controller']
    : [];
}

/** Objects that would be created too early. */
function early(platform: PlatformOn): string[] {
  const { resource: resources } = platform.json as { resource: Attributes };
  const waits = before(resources);
  const namespaces = new Map(
    Object.entries<Attributes>(resources.kubernetes_namespace_v1).map(([id, { metadata }]) => [
      metadata.name as string,
      `kubernetes_namespace_v1.${id}`,
    ]),
  );
  return placed(resources).flatMap(({ address, kind, namespace }) => {
    const release = BROUGHT.find(([kinds]) => kinds.test(kind))?.[1];
    if (release === undefined && !OWN.test(kind)) return [`${address}: nobody brings ${kind}`];
    const needed = [
      ...(release === undefined ? [] : [`helm_release.${release}`]),
      ...(namespace !== undefined && namespaces.has(namespace) ? [namespaces.get(namespace)!] : []),
      ...waitsForBalancers(kind, resources.helm_release),
    ];
    return needed
      .filter((one) => !waits(address).has(one))
      .map((one) => `${address} (${kind}) does not wait for ${one}`);
  });
}

/** What must go before something else does, by their kinds or releases, and the pause between them. */
const GOES_BEFORE: readonly (readonly [earlier: RegExp, later: string, pause?: string])[] = [
  [/ HTTPRoute$/, 'helm_release.external_dns', 'time_sleep.external_dns_clean_up'],
  [/ Gateway$/, 'helm_release.cert_manager_objects', 'time_sleep.cert_manager_clean_up'],
  [/ Gateway$/, 'helm_release.cert_manager', 'time_sleep.cert_manager_clean_up'],
  [/ (Gateway|HTTPRoute)$/, 'helm_release.gateway'],
  [/^kafka\.strimzi\.io\//, 'helm_release.strimzi'],
  [/^clickhouse(-keeper)?\.altinity\.com\//, 'helm_release.click_house_operator'],
  [/^opensearch\.(org|opster\.io)\//, 'helm_release.open_search_operator'],
  [/ ScaledObject$/, 'helm_release.keda'],
  [/ Application$/, 'helm_release.argo_cd'],
];

/** Resources that go while records in DNS may still point to an address that they hold. */
function dangling({ json }: PlatformOn): string[] {
  const { resource: resources } = json as { resource: Attributes };
  const pause = 'time_sleep.external_dns_clean_up';
  if (resources.time_sleep?.external_dns_clean_up === undefined) return [];
  const awaited = before(resources)(pause);
  return [
    ...new Set(
      placed(resources)
        .filter(({ kind }) => / Gateway$/.test(kind))
        .map(({ address }) => address),
    ),
  ]
    .filter((address) => !awaited.has(address))
    .map((address) => `${address} may go before ${pause}`);
}

/** Objects of a destroyed stack that go after what must still be there for them to go. */
function late(platform: PlatformOn): string[] {
  const { resource: resources } = platform.json as { resource: Attributes };
  const waits = before(resources);
  const exists = (address: string): boolean => {
    const [type, id] = address.split('.') as [string, string];
    return id in (resources[type] ?? {});
  };
  return placed(resources).flatMap(({ address, kind, namespace }) =>
    GOES_BEFORE.filter(([earlier, later]) => earlier.test(kind) && exists(later))
      // The redirect to HTTPS has no host, and so no record.
      .filter(([, later]) => later !== 'helm_release.external_dns' || namespace !== 'gateway')
      .flatMap(([, later, pause]) => [later, ...(pause ? [pause] : [])].filter((one) => !waits(address).has(one)))
      .map((one) => `${address} (${kind}) may go after ${one}`),
  );
}

const intercepted = patch(everything, {
  addons: { loadBalancerController: { everyService: true } },
}) as EnvironmentInput;

const CASES = Object.entries({ development, staging, production, ...designs, everything, intercepted }).flatMap(
  ([name, input]) => CLOUDS.map((cloud) => ({ name, cloud, input })),
);

it.each(CASES)('$name on $cloud creates nothing before its dependencies', ({ cloud, input }) => {
  expect(early(platformOn(cloud, input))).toEqual([]);
});

it.each(CASES)('$name on $cloud destroys nothing after what it needs to go', ({ cloud, input }) => {
  expect(late(platformOn(cloud, input))).toEqual([]);
});

it.each(CASES)('$name on $cloud gives up no address to which a name still points', ({ cloud, input }) => {
  expect(dangling(platformOn(cloud, input))).toEqual([]);
});

it('finds an address that goes too early', () => {
  const { json } = platformOn('google', everything);
  json.resource.time_sleep.external_dns_clean_up.depends_on = ['helm_release.external_dns'];
  expect(dangling({ json } as PlatformOn)).toEqual([
    'helm_release.gateway_objects may go before time_sleep.external_dns_clean_up',
  ]);
});

it('finds objects that go too late', () => {
  const { json } = platformOn('google', everything);
  json.resource.helm_release.shop_objects.depends_on = [];
  expect(late({ json } as PlatformOn)).toContainEqual(
    expect.stringMatching(
      /^helm_release\.shop_objects \(.* HTTPRoute\) may go after time_sleep\.external_dns_clean_up$/,
    ),
  );
});

it('finds objects that are created too early', () => {
  const platform = platformOn('aws', everything);
  const { json } = platform;
  json.resource.helm_release.shop_objects.depends_on = [];
  json.resource.kubernetes_service_v1.worker.depends_on = [];
  const found = early({ json } as PlatformOn);
  expect(found).toEqual(
    expect.arrayContaining([
      expect.stringMatching(
        /^helm_release\.shop_objects \(gateway\..* HTTPRoute\) does not wait for helm_release\.gateway_crds$/,
      ),
      'kubernetes_service_v1.worker (v1 kubernetes_service_v1) does not wait for kubernetes_namespace_v1.namespace_shop',
    ]),
  );
});
