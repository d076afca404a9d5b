using CostGuard.Core.Ports;
using Microsoft.Extensions.DependencyInjection;

namespace CostGuard.Collect;

/// <summary>Registers what this room offers.</summary>
public static class CollectServices
{
    /// <summary>
    /// Adds every source, collector of usage, reader, doctor and policy of this assembly: a new one is found by being there.
    /// Needs a <see cref="Core.Values.HomeFolder"/>, <see cref="ISecrets"/>, <see cref="IColumnCheck"/>, <see cref="IStagingFolders"/> and a <see cref="TimeProvider"/> among the services.
    /// </summary>
    public static IServiceCollection AddCollect(this IServiceCollection services)
    {
        foreach (Type type in typeof(CollectServices).Assembly.GetTypes().Where(type => type is { IsSealed: true, IsAbstract: false }).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            if (typeof(ICostSource).IsAssignableFrom(type)) services.AddSingleton(typeof(ICostSource), type);
            if (typeof(IConnectionDoctor).IsAssignableFrom(type)) services.AddSingleton(typeof(IConnectionDoctor), type);
            if (typeof(IUsageCollector).IsAssignableFrom(type)) services.AddSingleton(typeof(IUsageCollector), type);
            if (typeof(IAccessPolicy).IsAssignableFrom(type)) services.AddSingleton(typeof(IAccessPolicy), type);
            if (typeof(IInvoiceSource).IsAssignableFrom(type)) services.AddSingleton(typeof(IInvoiceSource), type);
            if (typeof(IChargeReader).IsAssignableFrom(type)) services.AddSingleton(typeof(IChargeReader), type);
        }

        return services.AddSingleton<EndpointBreakers>().AddSingleton<Aws.AwsAccess>().AddSingleton<Exports.ExportSample>().AddSingleton<Exports.ExportDoctor>();
    }
}
