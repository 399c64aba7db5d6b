/** CRDs in charts' folders: a job applies those of each version before the chart of that version. */
import { baseWith, type PlatformOn, platformOn } from '../../helpers/platform';
import { Reach } from '../../helpers/reach';
import type { Attributes } from '../../helpers/synth';

const on = (addons: object): PlatformOn =>
  platformOn('aws', baseWith({ addons: { certManager: { email: 'ops@example.com' }, ...addons } }));

const jobOf = (platform: PlatformOn, name: string): Attributes =>
  platform.manifests.find(
    ({ kind, metadata }) => kind === 'Job' && metadata.name.startsWith(`acme-${name}-crds-`),
  ) as Attributes;
const commandOf = (job: Attributes): string => job.spec.template.spec.containers[0].args[0] as string;

const CHARTS = {
  gateway: ['gateway', 'envoy-gateway', 'oci://docker.io/envoyproxy/gateway-helm'],
  monitoring: [
    'monitoring',
    'monitoring',
    'kube-prometheus-stack --repo https://prometheus-community.github.io/helm-charts',
  ],
  strimzi: ['strimzi', 'strimzi', 'oci://quay.io/strimzi-helm/strimzi-kafka-operator'],
  clickHouseOperator: [
    'click_house_operator',
    'click-house-operator',
    'altinity-clickhouse-operator --repo https://helm.altinity.com',
  ],
  loadBalancerController: [
    'load_balancer_controller',
    'aws-load-balancer-controller',
    'aws-load-balancer-controller --repo https://aws.github.io/eks-charts',
  ],
} as const;

const all = on({
  loadBalancerController: {},
  gateway: {},
  monitoring: {},
  strimzi: {},
  externalSecrets: {},
  clickHouseOperator: { secret: 'token' },
  openSearchOperator: {},
});

it.each(Object.entries(CHARTS))(
  '%s: are applied before the chart, which does not install them',
  (_, [id, name, source]) => {
    const job = jobOf(all, name);
    expect(commandOf(job)).toMatch(`helm show crds ${source} --version `);
    const release = all.resource(`helm_release.${id}`);
    expect(release.skip_crds).toBe(true);
    expect(release.depends_on).toContain(`helm_release.${id}_crds`);
    expect(all.resource(`helm_release.${id}_crds`).wait_for_jobs).toBe(true);
  },
);

it('are applied and kept by the job if the chart would install them and not keep them', () => {
  const args = commandOf(jobOf(all, 'open-search-operator')).split(' && ');
  expect(args).toEqual([
    'helm pull opensearch-operator --repo https://opensearch-project.github.io/opensearch-k8s-operator --version 2.8.0 --untar --untardir /tmp',
    'kubectl apply --server-side --force-conflicts --filename /tmp/opensearch-operator/files',
    'kubectl annotate --overwrite --filename /tmp/opensearch-operator/files helm.sh/resource-policy=keep',
  ]);
  const release = all.resource('helm_release.open_search_operator');
  expect(release.depends_on).toContain('helm_release.open_search_operator_crds');
});

it('are those of the version that the user chose, by another job', () => {
  const other = jobOf(
    on({ loadBalancerController: { version: '3.6.0' }, gateway: {} }),
    'aws-load-balancer-controller',
  );
  expect(commandOf(other)).toContain(' --version 3.6.0 ');
  expect(other.metadata.name).not.toBe(jobOf(all, 'aws-load-balancer-controller').metadata.name);
});

describe('from a mirror', () => {
  const from = (charts: string) => {
    const { manifests } = platformOn(
      'google',
      baseWith({ addons: { externalSecrets: {}, monitoring: {} }, mirror: { charts } }),
    );
    const reach = new Reach(manifests);
    const { name, namespace, labels } = manifests.find(
      ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'acme-monitoring-crds',
    )!.metadata;
    const job = { name, namespace: namespace!, labels: labels! };
    return (address: string, port: number): boolean => reach.may(job, { address }, port);
  };

  it('are fetched on the port that its address names, and from where it sends them', () => {
    const may = from('oci://registry.example.com:5000/charts');
    expect(['10.0.0.9', '203.0.113.10'].map((address) => may(address, 5000))).toEqual([true, true]);
    expect(may('203.0.113.10', 443)).toBe(true);
    expect([may('203.0.113.10', 5001), may('169.254.169.254', 5000)]).toEqual([false, false]);
  });

  it('are fetched by HTTPS alone, where it names none', () => {
    const may = from('https://charts.example.com/stable');
    expect([may('203.0.113.10', 443), may('203.0.113.10', 5000)]).toEqual([true, false]);
  });
});

it('let charts with objects of them start before the chart that brings them is ready', () => {
  expect(all.resource('helm_release.click_house_operator_before').depends_on).toEqual(
    expect.arrayContaining(['helm_release.monitoring_crds']),
  );
  expect(all.resource('helm_release.click_house_operator_before').depends_on).not.toContain('helm_release.monitoring');
});
