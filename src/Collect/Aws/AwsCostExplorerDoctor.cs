using System.Runtime.CompilerServices;
using Amazon;
using Amazon.Runtime;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Aws;

/// <summary>Settings, identity and role of a Cost Explorer connection. The API itself is not called: each of its answers costs money.</summary>
internal sealed class AwsCostExplorerDoctor(ISecrets secrets) : IConnectionDoctor
{
    public string Key => "aws-cost-explorer";

    public async IAsyncEnumerable<CheckResult> ExamineAsync(Connection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CheckResult settings = Settings(connection, out AwsPartition? partition);
        yield return settings;
        if (partition is null) yield break;
        AWSCredentials? credentials = null;
        await foreach ((CheckResult result, AWSCredentials? found) in new AwsIdentity(secrets).ExamineAsync(connection, RegionEndpoint.GetBySystemName(partition.GlobalRegion), cancellationToken))
        {
            credentials = found;
            yield return result;
        }

        yield return credentials is null
            ? new CheckResult("cost explorer", CheckState.Skipped, "skipped")
            : new CheckResult("cost explorer", CheckState.Ok, $"not called, since each answer costs {AwsCostExplorerSource.PricePerCall} USD: 'costguard collect {connection.Name} --dry-run' tells what a run calls");
    }

    private static CheckResult Settings(Connection connection, out AwsPartition? partition)
    {
        partition = null;
        try
        {
            CostExplorerSettings settings = CostExplorerSettings.Of(connection);
            partition = settings.Partition;
            return new CheckResult("settings", CheckState.Ok, $"groups by {connection.Source.GetValueOrDefault("groupBy", "the default")}, partition {partition.Name}");
        }
        catch (CostGuardException refusal)
        {
            return new CheckResult("settings", CheckState.Failed, refusal.Problem.Message) { Fix = refusal.Problem.Fix ?? CostExplorerErrors.BadSetting.Fix, Code = refusal.Problem.Code };
        }
    }
}
