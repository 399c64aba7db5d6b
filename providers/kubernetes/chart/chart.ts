/** Chart: a Helm release of any chart, after the Secrets that it reads. */
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import type { AddonKey } from '../../../constructs/addons/schema';
import { type ChartProps, releaseNameOf, serviceAccountOf } from '../../../constructs/chart/schema';
import type { InCluster } from '../../../constructs/in-cluster';
import { refsOf } from '../../../constructs/workload/secrets';
import { refsOfRights } from '../../../constructs/workload-identity/contract';
import { patch } from '../../../core/patch';
import type { Protectable } from '../../../core/protection';
import { InClusterComponent } from '../base/component';
import { secretWith } from '../base/secret';

export class Chart extends InClusterComponent<ChartProps> {
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ChartProps, deps: InCluster) {
    super(scope, id, props, deps);
    const { repository, chart: name, version, timeoutSeconds, atomic, installCrds, namespace } = props;
    const lifecycle = { preventDestroy: props.deletionProtection };
    const release = this.release(
      {
        name: releaseNameOf(id, props),
        chart: { repository, name, version },
        values: this.values(),
        timeoutSeconds,
        atomic,
        installCrds,
      },
      {
        namespace,
        dependsOn: [...this.before(), ...this.createSecrets()],
        // Another namespace or name would be another, empty release.
        ...(props.deletionProtection && { lifecycle }),
      },
    );
    this.ready = [release];
  }

  override get protectables(): readonly Protectable[] {
    return [{ isProtected: this.props.deletionProtection }];
  }

  /** The user's values, with the marks by which the cloud knows the service account that has the rights. */
  private values(): object {
    const { access, values } = this.props;
    const { id } = this.node;
    if (access.length === 0) return values;
    const { name, valuesAt, podLabelsAt } = serviceAccountOf(id, this.props);
    const { annotations, podLabels } = this.deps.cloud.serviceAccount(id);
    // Over the user's values instead of below them, because `null` in these is for Helm, and for a patch removes.
    return [at(valuesAt, { name, annotations }), at(podLabelsAt, podLabels)].reduce<object>(
      (all, marks) => patch(all, marks) as object,
      values,
    );
  }

  /** What it waits for: the namespace, disks, users of databases that it signs in as, add-ons whose webhooks intercept Services and pods, and `after`. */
  private before(): ITerraformDependable[] {
    const { namespace, after, secrets, access } = this.props;
    const read = Object.values(secrets).flatMap((values) => refsOf(Object.values(values)));
    const { addons } = this.deps.environment;
    const webhooks: AddonKey[] = ['loadBalancerController', 'istio'];
    const isAddon = (name: string): name is AddonKey => name in addons;
    return [
      ...this.deps.storage(),
      ...this.deps.namespace(namespace),
      ...this.deps.users([...read, ...refsOfRights(access)]),
      ...[...new Set([...webhooks, ...after])].flatMap((name) =>
        isAddon(name) ? this.deps.addon(name) : this.deps.construct(name),
      ),
    ];
  }

  private createSecrets(): ITerraformDependable[] {
    const { secrets, namespace } = this.props;
    const manifests = Object.entries(secrets).map(([name, values]) =>
      secretWith({ ...this.deps, id: this.node.id }, { name, namespace, labels: this.labels(name) }, values),
    );
    const dependsOn = [...this.deps.namespace(namespace), ...this.deps.addon('externalSecrets')];
    const objects = this.objects('secrets', { secrets: manifests }, { namespace, dependsOn });
    return objects ? [objects.release] : [];
  }
}

/** An object that holds a value at a path: `a.b`. */
const at = (path: string, value: object): object =>
  path.split('.').reduceRight<object>((inner, key) => ({ [key]: inner }), value);
