/** What whoever runs Terraform must be allowed on AWS for what stands before an environment. */
import { need, type Needs } from '../../../core/rights/needs';
import { of } from './actions';

const cloudfront = (...actions: string[]) => of('cloudfront', ...actions);

export const ofEdges: Needs = {
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
