/** Workload: pods of an image, and all that it takes to run them well; what each object is like is in parts/. */
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { AddonKey } from '../../../constructs/addons/schema';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { nameInCluster } from '../../../core/names-in-cluster';
import type { InCluster } from '../../../constructs/platform';
import type { WorkloadProps } from '../../../constructs/workload/schema';
import type { Job } from '../../../constructs/workload/jobs';
import { usesKeda } from '../../../constructs/workload/scaling';
import { InClusterComponent } from '../base/component';
import type { KubernetesObject } from '../base/object';
import { analysisTemplates } from './analysis';
import { disruptionBudget } from './availability';
import { configuration } from './configuration';
import type { Described } from './described';
import { cronJob, job, jobsAt, scheduled } from './jobs';
import { podMonitor } from './monitor';
import { networkPolicies } from './network-policy';
import { queueAccess } from './queue';
import { deployment, isRolling, rollout } from './rollout';
import { httpRoutes } from './routes';
import { horizontalPodAutoscaler, scaledObject } from './scaling';
import { secrets } from './secrets';
import { serviceIgnores, services } from './service';
import { serviceAccount } from './service-account';

/** Seconds that Terraform waits beyond what Kubernetes or a job is given, to be told by them what failed. */
const MARGIN_SECONDS = 60;
/** What Reloader marks pods with; Terraform would take it away and replace them once more. */
const RELOADED = 'spec[0].template[0].metadata[0].annotations["reloader.stakater.com/last-reloaded-from"]';

type Made = readonly ITerraformDependable[];

export class Workload extends InClusterComponent<WorkloadProps> {
  readonly ready: Made;
  private readonly workload: Described;

  constructor(scope: Construct, id: string, props: WorkloadProps, deps: InCluster) {
    super(scope, id, props, deps);
    const { environment, cloud } = deps;
    this.workload = { id, name: nameInCluster(environment, id), props, environment, cloud };
    const basis = [...this.createBasis(), ...this.createSecrets()];
    const before = this.createJobs('before-rollout', basis);
    const services = this.createServices();
    const pods = [...this.createDeployment([...basis, ...before]), ...this.createBudget()];
    const objects = this.createObjects([...basis, ...before, ...services, ...pods]);
    const autoscaler = this.createAutoscaler([...pods, ...objects]);
    const after = this.createTests([...services, ...pods, ...objects]);
    this.createCronJobs([...basis, ...before]);
    this.ready = [...services, ...pods, ...objects, ...autoscaler, ...after];
  }

  /** What pods need to start. */
  private createBasis(): Made {
    const { workload } = this;
    const { app, jobs } = networkPolicies(workload);
    return [
      ...this.optional('serviceAccount', serviceAccount(workload), this.place),
      ...this.optional('configuration', configuration(workload), this.place),
      ...this.optional('networkPolicy', app, this.place),
      ...this.optional('networkPolicy', jobs, this.place, 'jobs'),
    ];
  }

  private createSecrets(): Made {
    const { secrets: queueSecrets } = queueAccess(this.workload);
    const { namespace } = this.props;
    const dependsOn = this.after(['externalSecrets'], this.place);
    const manifests = { secrets: given(secrets(this.workload)), queueSecrets: given(queueSecrets) };
    const made = this.objects('secrets', manifests, { namespace, dependsOn });
    return made ? [made.release] : [];
  }

  private createServices(): Made {
    const { main, beside } = services(this.workload);
    const terraform = {
      // Its webhook is asked about every service.
      dependsOn: this.after(['loadBalancerController'], this.place),
      lifecycle: { ignoreChanges: serviceIgnores(this.workload) },
    };
    return [
      ...given(main).map((manifest) => this.object('service', manifest, terraform)),
      ...given(beside).map((manifest) => this.object('service', manifest, terraform, 'beside')),
    ];
  }

  /** None where Argo Rollouts makes the pods, of an object of its own. */
  private createDeployment(dependsOn: Made): Made {
    if (!isRolling(this.workload)) return [];
    const { autoscaling, progressDeadlineSeconds } = this.props;
    const timeout = seconds(progressDeadlineSeconds);
    const made = this.object('deployment', deployment(this.workload), {
      // A mesh puts its part into pods when they are made.
      dependsOn: this.after(['istio'], dependsOn),
      lifecycle: { ignoreChanges: [...(autoscaling ? ['spec[0].replicas'] : []), RELOADED] },
      arguments: { wait_for_rollout: true, timeouts: { create: timeout, update: timeout } },
    });
    return [made];
  }

  private createBudget(): Made {
    return this.optional('disruptionBudget', disruptionBudget(this.workload), this.place);
  }

  private createAutoscaler(dependsOn: Made): Made {
    return this.optional(
      'autoscaler',
      horizontalPodAutoscaler(this.workload),
      this.after(['metricsServer'], dependsOn),
    );
  }

  /** Objects of add-ons' CRDs. */
  private createObjects(pods: Made): Made {
    const { workload, props } = this;
    const rolling = isRolling(workload);
    const manifests = {
      analysis: rolling ? [] : analysisTemplates(workload),
      rollout: rolling ? [] : [rollout(workload)],
      route: httpRoutes(workload),
      queueAuthentication: given(queueAccess(workload).authentication),
      autoscaler: given(scaledObject(workload)),
      monitor: given(podMonitor(workload)),
    };
    const dependsOn = this.after(['istio', ...this.operators], [...pods, ...this.queue]);
    const made = this.objects('objects', manifests, { namespace: props.namespace, dependsOn });
    return made ? [made.release] : [];
  }

  /** Whose CRDs there are objects of. */
  private get operators(): AddonKey[] {
    const { routes, metrics, autoscaling } = this.props;
    return [
      ...(routes.length > 0 ? (['gateway'] as const) : []),
      ...(metrics ? (['monitoring'] as const) : []),
      ...(isRolling(this.workload) ? [] : (['argoRollouts'] as const)),
      ...(autoscaling && usesKeda(autoscaling) ? (['keda'] as const) : []),
    ];
  }

  /** The cluster whose topic it is scaled by. */
  private get queue(): Made {
    const queue = this.props.autoscaling?.queue;
    return queue !== undefined && 'kafka' in queue ? this.deps.construct(queue.kafka.cluster) : [];
  }

  private createJobs(when: 'before-rollout' | 'after-rollout', dependsOn: Made): Made {
    return jobsAt(this.props, when).map(([id, props]) => this.createJob(id, props, dependsOn));
  }

  /** Terraform cannot wait for a Rollout: its tests are a part of it. */
  private createTests(dependsOn: Made): Made {
    return isRolling(this.workload) ? this.createJobs('after-rollout', dependsOn) : [];
  }

  private createJob(id: string, props: Job, dependsOn: Made): KubernetesObject {
    const timeout = seconds(props.deadlineSeconds);
    const terraform = {
      dependsOn: this.after(['istio'], dependsOn),
      arguments: { wait_for_completion: true, timeouts: { create: timeout, update: timeout } },
    };
    return this.object('job', job(this.workload, id, props), terraform, id);
  }

  private createCronJobs(dependsOn: Made): void {
    for (const [id, props] of scheduled(this.props))
      this.object('job', cronJob(this.workload, id, props), { dependsOn }, id);
  }

  private optional(word: string, manifest: Manifest | undefined, dependsOn: Made, id?: string): Made {
    return given(manifest).map((one) => this.object(word, one, { dependsOn }, id));
  }

  /** Its namespace. */
  private get place(): Made {
    return this.deps.namespace(this.props.namespace);
  }

  /** After these add-ons, where they are installed. */
  private after(addons: readonly AddonKey[], others: Made): Made {
    return [...others, ...addons.flatMap((key) => this.deps.addon(key))];
  }
}

const given = <T>(one: T | undefined): T[] => (one === undefined ? [] : [one]);
const seconds = (given: number): string => `${given + MARGIN_SECONDS}s`;
