import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Construct } from 'constructs';
import type { StageConfig } from './stage-config.ts';

/**
 * Notifies the operators by mail when the account's monthly bill exceeds the stage's budget, or is forecast to exceed
 * it. The budget covers the entire account: a budget by tag counts nothing until the tag is activated for billing. It
 * does not stop any spending.
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
