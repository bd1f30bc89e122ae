import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Construct } from 'constructs';
import type { StageConfig } from './stage-config.ts';

/**
 * Tells the operators by mail when the account's bill of a month passes what the stage allows, or is forecast to. It counts the
 * whole account: a budget by tag counts nothing until somebody activates the tag for billing. It stops nothing.
 */
export class Spending extends Construct {
  constructor(scope: Construct, id: string, { operators, stage }: StageConfig, dollars: number) {
    super(scope, id);
    const notify = (notificationType: 'ACTUAL' | 'FORECASTED') => ({
      notification: {
        comparisonOperator: 'GREATER_THAN',
        notificationType,
        threshold: 100,
        thresholdType: 'PERCENTAGE',
      },
      subscribers: operators.map((address) => ({ address, subscriptionType: 'EMAIL' })),
    });
    new CfnBudget(this, 'Budget', {
      budget: {
        budgetName: `factsheets-${stage}`,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: dollars, unit: 'USD' },
      },
      notificationsWithSubscribers: [notify('ACTUAL'), notify('FORECASTED')],
    });
  }
}
