import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  type CorsRule,
  HttpMethods,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { RETIRED_TAG } from '../src/domain/object-keys.ts';

export interface PrivateBucketProps {
  readonly key: IKey;
  /** Receives the access logs, below a folder with the name of the bucket's construct. */
  readonly logs: Bucket;
  readonly removalPolicy: RemovalPolicy;
  /** The number of days for which a replaced or deleted version can be restored. */
  readonly oldVersionsDays: number;
  /**
   * Objects below each prefix are deleted this number of days after they were written, and their old versions
   * `oldDays` later.
   */
  readonly expiring?: readonly { readonly prefix: string; readonly days: number; readonly oldDays: number }[];
  /** The origins whose pages may send objects with presigned addresses. */
  readonly sendingOrigins?: readonly string[];
  /** Below this prefix, versions that are tagged as retired are deleted within two days. */
  readonly retiring?: string;
  /** Whether EventBridge receives an event for every object that is created or deleted. */
  readonly emitsEvents: boolean;
}

/** A bucket that no one outside the account can read: encrypted, versioned, TLS only, with every access logged. */
export class PrivateBucket extends Bucket {
  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    const {
      key,
      logs,
      removalPolicy,
      oldVersionsDays,
      expiring = [],
      retiring,
      emitsEvents,
      sendingOrigins = [],
    } = props;
    super(scope, id, {
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      versioned: true,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [
        {
          id: 'old-versions',
          noncurrentVersionExpiration: Duration.days(oldVersionsDays),
          expiredObjectDeleteMarker: true,
        },
        { id: 'broken-uploads', abortIncompleteMultipartUploadAfter: Duration.days(7) },
        ...expiring.map(({ prefix, days, oldDays }, index) => ({
          id: index === 0 ? 'expiring' : `expiring-${prefix.replace('/', '')}`,
          prefix,
          expiration: Duration.days(days),
          noncurrentVersionExpiration: Duration.days(oldDays),
        })),
        ...(retiring === undefined ? [] : [retiringRule(retiring)]),
      ],
      ...(sendingOrigins.length > 0 && { cors: [sendingRule(sendingOrigins)] }),
      removalPolicy,
      autoDeleteObjects: removalPolicy === RemovalPolicy.DESTROY,
    });
    const bucket = cfnBucket(this);
    // CDK's own property expects an IBucket, and with exact optional types Bucket is not assignable to it.
    bucket.loggingConfiguration = { destinationBucketName: logs.bucketName, logFilePrefix: `${id.toLowerCase()}/` };
    // `eventBridgeEnabled` would add a function of CDK with rights on every bucket, only to set this property.
    if (emitsEvents) bucket.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  }
}

/**
 * Returns the rule that deletes retired objects. Retiring an object leaves a delete marker; the version itself remains
 * as long as any old version.
 */
const retiringRule = (prefix: string): LifecycleRule => ({
  id: 'retired',
  prefix,
  tagFilters: { [RETIRED_TAG.Key]: RETIRED_TAG.Value },
  expiration: Duration.days(1),
});

/** Lets pages of these origins send objects. A presigned address is needed too: this only concerns browsers. */
const sendingRule = (allowedOrigins: readonly string[]): CorsRule => ({
  allowedMethods: [HttpMethods.PUT],
  allowedOrigins: [...allowedOrigins],
  allowedHeaders: ['x-amz-checksum-sha256', 'content-type'],
  maxAge: 3600,
});

/**
 * Returns the bucket for access logs. S3 writes them only to a bucket with S3-managed encryption. Access to this bucket
 * is not logged.
 */
export function accessLogBucket(scope: Construct, removalPolicy: RemovalPolicy): Bucket {
  const logs = new Bucket(scope, 'AccessLogs', {
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    lifecycleRules: [
      { id: 'old-logs', expiration: Duration.days(400) },
      { id: 'broken-uploads', abortIncompleteMultipartUploadAfter: Duration.days(7) },
    ],
    removalPolicy,
    autoDeleteObjects: removalPolicy === RemovalPolicy.DESTROY,
  });
  logs.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [logs.arnForObjects('*')],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  );
  return logs;
}

function cfnBucket(bucket: Bucket): CfnBucket {
  const { defaultChild } = bucket.node;
  if (defaultChild instanceof CfnBucket) return defaultChild;
  throw new Error(`${bucket.node.path} is not a CloudFormation bucket`);
}
