/** What a change of each property of a load balancer does to what exists, on Google. */
import type { LoadBalancerProps } from '../../../constructs/load-balancer';
import { changes as commonChanges } from '../../../constructs/load-balancer/changes';
import { type ChangesOf, inPlace } from '../../../core/changes';

export const changes: ChangesOf<LoadBalancerProps> = {
  ...commonChanges,
  ddosProtection: inPlace(
    'off leaves the project in Cloud Armor Enterprise, which you take it out of by hand: gcloud compute project-info update --cloud-armor-tier CA_STANDARD',
    'github.com/hashicorp/terraform-provider-google, v6.50.0, google/services/compute/resource_compute_project_cloud_armor_tier.go',
  ),
};
