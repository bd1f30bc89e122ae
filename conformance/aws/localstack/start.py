"""Starts LocalStack without Docker: DynamoDB Local from a folder of jars, functions from our own host.

LocalStack would otherwise download both. In addition, its stub of AWS::SES::EmailIdentity gets an implementation.
Nothing else in LocalStack is changed.

    JARS        a folder with DynamoDB Local and its dependencies
    HOST        http://127.0.0.1:PORT of conformance/aws/function-host.ts
"""

import json
import os
import urllib.request

from localstack.runtime.main import main
from localstack.services.dynamodb.server import DynamodbServer
from localstack.services.lambda_.invocation import execution_environment, version_manager
from localstack.services.lambda_.invocation import runtime_executor as executors
from localstack.services.lambda_ import provider
from localstack.services.lambda_.invocation.lambda_models import InvocationResult
from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent
from localstack.services.ses.resource_providers.aws_ses_emailidentity import SESEmailIdentityProvider
from localstack.utils.run import ShellCommandThread
from localstack.utils.threads import TMP_THREADS

JARS = os.environ["JARS"]
HOST = os.environ["HOST"]


def start_dynamodb_thread(server):
    main_class = "com.amazonaws.services.dynamodbv2.local.main.ServerRunner"
    java = ["java", "-Xmx512m", f"-Djava.library.path={JARS}", "-cp", f"{JARS}/*", main_class]
    thread = ShellCommandThread([*java, "-inMemory", "-port", str(server.port)], env_vars={"DDB_LOCAL_TELEMETRY": "0"})
    TMP_THREADS.append(thread)
    thread.start()
    return thread


class HostedFunction(executors.RuntimeExecutor):
    """A function's environment: its variables are sent to the host with each event."""

    def start(self, env_vars):
        self.environment = {name: str(value) for name, value in env_vars.items()}

    def stop(self):
        pass

    def get_address(self):
        return "127.0.0.1"

    def get_endpoint_from_executor(self):
        return "127.0.0.1"

    def get_runtime_endpoint(self):
        return HOST

    def get_logs(self):
        return ""

    @classmethod
    def prepare_version(cls, function_version):
        pass

    @classmethod
    def cleanup_version(cls, function_version):
        pass

    def invoke(self, payload):
        body = json.dumps({"environment": self.environment, "event": payload["payload"]}).encode()
        request = urllib.request.Request(f"{HOST}/invoke", body, {"content-type": "application/json"})
        with urllib.request.urlopen(request, timeout=900) as response:
            answer = json.load(response)
        return InvocationResult(
            request_id=payload["invoke-id"],
            payload=answer["payload"].encode(),
            is_error=answer["failed"],
            logs="",
        )


def create_identity(provider, request):
    model = request.desired_state
    request.aws_client_factory.ses.verify_domain_identity(Domain=model["EmailIdentity"])
    for number in (1, 2, 3):
        model[f"DkimDNSTokenName{number}"] = f"token{number}._domainkey.{model['EmailIdentity']}"
        model[f"DkimDNSTokenValue{number}"] = f"token{number}.dkim.amazonses.com"
    return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=model)


SESEmailIdentityProvider.create = create_identity
DynamodbServer.do_start_thread = start_dynamodb_thread
for module in (executors, execution_environment, version_manager, provider):
    module.get_runtime_executor = lambda: HostedFunction

main()
