using CostGuard.Core.Reports;
using CostGuard.Report.Workbook;
using Microsoft.Extensions.DependencyInjection;

namespace CostGuard.Report;

/// <summary>What the composition root takes from this room.</summary>
public static class ReportServices
{
    /// <summary>Registers every format of this assembly: a new one is one file, and nothing here changes.</summary>
    public static IServiceCollection AddReport(this IServiceCollection services)
    {
        IEnumerable<Type> formats = typeof(ReportServices).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(IReportFormat).IsAssignableFrom(type))
            .OrderBy(type => type.Name, StringComparer.Ordinal);
        foreach (Type format in formats)
        {
            services.AddSingleton(typeof(IReportFormat), format);
        }

        services.AddSingleton<JudgedParts>().AddSingleton<WorkbookCloseBuilder>().AddSingleton<RestatedBuilder>().AddSingleton<LineDetail>().AddSingleton<LinesFile>().AddSingleton<WorkbookInputBuilder>().AddSingleton<TeamInputBuilder>();
        return services;
    }
}
