/** What whoever runs Terraform must be allowed on AWS for what stands before an environment. */
import { need, type Needs } from '../../../core/rights/needs';
import { of, serviceRoles } from './actions';

const cloudfront = (...actions: string[]) => of('cloudfront', ...actions);

const waf = (...actions: string[]) => of('wafv2', ...actions);
const elb = (...actions: string[]) => of('elasticloadbalancing', ...actions);
const TAGS = elb('AddTags', 'RemoveTags');

export const ofEdges: Needs = {
  aws_lb: need(
    elb('DescribeLoadBalancers', 'DescribeLoadBalancerAttributes', 'DescribeCapacityReservation', 'DescribeTags'),
    [
      ...elb('CreateLoadBalancer', 'ModifyLoadBalancerAttributes', 'SetSecurityGroups', 'SetSubnets'),
      ...elb('SetIpAddressType', 'DeleteLoadBalancer'),
      ...TAGS,
      // A balancer of the internet wants a way there, which is looked up in the name of who calls.
      ...of('ec2', 'DescribeInternetGateways'),
    ],
  ),
  aws_lb_target_group: need(elb('DescribeTargetGroups', 'DescribeTargetGroupAttributes', 'DescribeTags'), [
    ...elb('CreateTargetGroup', 'ModifyTargetGroup', 'ModifyTargetGroupAttributes', 'DeleteTargetGroup'),
    ...TAGS,
  ]),
  aws_lb_listener: need(elb('DescribeListeners', 'DescribeListenerAttributes', 'DescribeTags'), [
    ...elb('CreateListener', 'ModifyListener', 'ModifyListenerAttributes', 'DeleteListener'),
    ...TAGS,
  ]),
  aws_lb_listener_rule: need(elb('DescribeRules', 'DescribeTags'), [
    ...elb('CreateRule', 'ModifyRule', 'SetRulePriorities', 'DeleteRule'),
    ...TAGS,
  ]),
  aws_lb_listener_certificate: need(elb('DescribeListenerCertificates'), [
    ...elb('AddListenerCertificates', 'RemoveListenerCertificates'),
  ]),
  aws_shield_protection: need(of('shield', 'DescribeProtection', 'ListTagsForResource'), [
    ...of('shield', 'CreateProtection', 'DeleteProtection', 'TagResource', 'UntagResource'),
  ]),
  aws_acm_certificate: need(of('acm', 'DescribeCertificate', 'ListTagsForCertificate'), [
    ...of('acm', 'RequestCertificate', 'UpdateCertificateOptions', 'DeleteCertificate'),
    ...of('acm', 'AddTagsToCertificate', 'RemoveTagsFromCertificate'),
  ]),
  aws_acm_certificate_validation: need(of('acm', 'DescribeCertificate')),
  aws_cloudfront_distribution: need(cloudfront('GetDistribution', 'ListTagsForResource'), [
    ...cloudfront('CreateDistribution', 'UpdateDistribution', 'DeleteDistribution'),
    ...cloudfront('TagResource', 'UntagResource'),
    // CloudFront finds the certificate, and takes it in the name of who calls.
    ...of('acm', 'ListCertificates', 'GetCertificate'),
  ]),
  // docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
  aws_cloudfront_vpc_origin: need(cloudfront('GetVpcOrigin', 'ListTagsForResource'), [
    ...cloudfront('CreateVpcOrigin', 'UpdateVpcOrigin', 'DeleteVpcOrigin', 'TagResource', 'UntagResource'),
    // CloudFront looks at the network and the load balancer in the name of who calls.
    ...of('ec2', 'DescribeInstances', 'DescribeInternetGateways', 'DescribeSubnets', 'DescribeVpcs'),
    ...elb('DescribeLoadBalancers', 'DescribeListeners'),
    ...serviceRoles,
  ]),
  aws_cloudfront_origin_access_control: need(
    cloudfront('GetOriginAccessControl'),
    cloudfront('CreateOriginAccessControl', 'UpdateOriginAccessControl', 'DeleteOriginAccessControl'),
  ),
  aws_cloudfront_cache_policy: need(
    cloudfront('GetCachePolicy'),
    cloudfront('CreateCachePolicy', 'UpdateCachePolicy', 'DeleteCachePolicy'),
  ),
  aws_cloudfront_response_headers_policy: need(
    cloudfront('GetResponseHeadersPolicy'),
    cloudfront('CreateResponseHeadersPolicy', 'UpdateResponseHeadersPolicy', 'DeleteResponseHeadersPolicy'),
  ),
  aws_wafv2_ip_set: need(waf('GetIPSet', 'ListTagsForResource'), [
    ...waf('CreateIPSet', 'UpdateIPSet', 'DeleteIPSet', 'TagResource', 'UntagResource'),
  ]),
  aws_wafv2_web_acl: need(waf('GetWebACL', 'ListTagsForResource'), [
    ...waf('CreateWebACL', 'UpdateWebACL', 'DeleteWebACL', 'TagResource', 'UntagResource'),
  ]),
  aws_wafv2_web_acl_association: need(waf('GetWebACLForResource'), [
    ...waf('AssociateWebACL', 'DisassociateWebACL', 'GetWebACL'),
    // WAF asks the load balancer in the name of who calls.
    ...elb('SetWebACL'),
  ]),
  aws_wafv2_web_acl_logging_configuration: need(waf('GetLoggingConfiguration'), [
    ...waf('PutLoggingConfiguration', 'DeleteLoggingConfiguration'),
    // docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
    ...of('logs', 'CreateLogDelivery', 'DeleteLogDelivery', 'DescribeResourcePolicies', 'PutResourcePolicy'),
    ...of('logs', 'DescribeLogGroups'),
    ...serviceRoles,
  ]),
  aws_cloudwatch_log_delivery_source: need(of('logs', 'GetDeliverySource', 'ListTagsForResource'), [
    ...of('logs', 'PutDeliverySource', 'DeleteDeliverySource', 'TagResource', 'UntagResource'),
    ...cloudfront('AllowVendedLogDeliveryForResource'),
  ]),
  aws_cloudwatch_log_delivery_destination: need(of('logs', 'GetDeliveryDestination', 'ListTagsForResource'), [
    ...of('logs', 'PutDeliveryDestination', 'DeleteDeliveryDestination', 'TagResource', 'UntagResource'),
  ]),
  aws_cloudwatch_log_delivery: need(of('logs', 'GetDelivery', 'ListTagsForResource'), [
    ...of('logs', 'CreateDelivery', 'UpdateDeliveryConfiguration', 'DeleteDelivery', 'TagResource', 'UntagResource'),
  ]),
};
