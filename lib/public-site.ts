import { CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  type ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { SITE_PREFIX } from '../src/domain/public-site.ts';
import { acknowledgePublicSite } from './acknowledgements.ts';
import { DIRECTORY_INDEX } from './directory-index.ts';
import type { PublicConfig } from './public-config.ts';
import { publicHeaders } from './public-headers.ts';
import type { StageConfig } from './stage-config.ts';

/** Days for which requests of readers are logged, with their IP addresses. */
const REQUEST_DAYS = 30;

/**
 * The public edition: a bucket that only CloudFront can read, and the address at which everyone reads it. It shows what
 * `publish-public` has written.
 */
export class PublicSite extends Construct {
  readonly bucket: Bucket;
  /** `https://` and the host. */
  readonly address: string;
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, config: StageConfig, { domain }: PublicConfig) {
    super(scope, id);
    const removalPolicy = config.dataOnDelete === 'keep' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
    const logs = this.addLogs(removalPolicy);
    this.bucket = this.addBucket(logs, removalPolicy);
    this.distribution = this.addDistribution(logs, config.stage, domain);
    this.address = `https://${domain?.name ?? this.distribution.distributionDomainName}`;
    acknowledgePublicSite(this.distribution, domain !== null);
    new CfnOutput(this, 'Url', { value: this.address, description: 'The public edition' }).overrideLogicalId(
      'PublicUrl',
    );
    new CfnOutput(this, 'BucketName', {
      value: this.bucket.bucketName,
      description: 'The public edition, below site/',
    }).overrideLogicalId('PublicBucket');
    new CfnOutput(this, 'Target', {
      value: this.distribution.distributionDomainName,
      description: 'The CNAME of your own address',
    }).overrideLogicalId('PublicDomainTarget');
  }

  /** CloudFront and S3 write logs here; CloudFront needs a bucket with access control lists. */
  private addLogs(removalPolicy: RemovalPolicy): Bucket {
    return new Bucket(this, 'Requests', {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_PREFERRED,
      lifecycleRules: [
        { id: 'old-requests', expiration: Duration.days(REQUEST_DAYS) },
        { id: 'broken-uploads', abortIncompleteMultipartUploadAfter: Duration.days(7) },
      ],
      removalPolicy,
    });
  }

  /** Without versions: what was removed must be gone. Everything in it can be written again from the approved files. */
  private addBucket(logs: Bucket, removalPolicy: RemovalPolicy): Bucket {
    const bucket = new Bucket(this, 'Site', {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [{ id: 'broken-uploads', abortIncompleteMultipartUploadAfter: Duration.days(7) }],
      removalPolicy,
    });
    const { defaultChild } = bucket.node;
    // CDK's own property expects an IBucket, and with exact optional types Bucket is not assignable to it
    if (defaultChild instanceof CfnBucket)
      defaultChild.loggingConfiguration = { destinationBucketName: logs.bucketName, logFilePrefix: 'bucket/' };
    return bucket;
  }

  private addDistribution(logs: Bucket, stage: string, domain: PublicConfig['domain']): Distribution {
    const { pages, embedded, files } = publicHeaders(this, stage);
    const behavior = this.behaviorOf(stage);
    return new Distribution(this, 'Distribution', {
      comment: `Hotline fact sheets, ${stage}: the public edition`,
      defaultRootObject: 'index.html',
      defaultBehavior: behavior(pages),
      additionalBehaviors: { '*/embed/*': behavior(embedded), '*/files/*': behavior(files) },
      // without the right to list, S3 answers 403 for an object that does not exist
      errorResponses: [
        { httpStatus: 403, responseHttpStatus: 404, responsePagePath: '/404.html', ttl: Duration.minutes(1) },
      ],
      httpVersion: HttpVersion.HTTP2_AND_3,
      enableLogging: true,
      logBucket: asInterface(logs),
      logFilePrefix: 'cloudfront/',
      ...(domain && {
        domainNames: [domain.name],
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificate),
      }),
    });
  }

  /**
   * CloudFront asks S3 again after a minute, so that a correction or a removal needs no invalidation. Query strings,
   * headers and cookies do not reach S3.
   */
  private behaviorOf(stage: string): (headers: ResponseHeadersPolicy) => BehaviorOptions {
    const origin = S3BucketOrigin.withOriginAccessControl(asInterface(this.bucket), {
      originPath: `/${SITE_PREFIX.replace(/\/$/u, '')}`,
    });
    const cachePolicy = new CachePolicy(this, 'Cache', {
      cachePolicyName: `factsheets-${stage}-public`,
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.minutes(1),
      maxTtl: Duration.days(1),
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    });
    const directoryIndex = new EdgeFunction(this, 'Index', {
      comment: 'Opens index.html of a folder',
      code: FunctionCode.fromInline(DIRECTORY_INDEX),
      runtime: FunctionRuntime.JS_2_0,
    });
    return (responseHeadersPolicy) => ({
      ...{ origin, cachePolicy, responseHeadersPolicy, compress: true },
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      functionAssociations: [{ function: directoryIndex, eventType: FunctionEventType.VIEWER_REQUEST }],
    });
  }
}

/** With exact optional types, CDK's own class is not assignable to its interface. */
const asInterface = (bucket: Bucket): IBucket => bucket as IBucket;
