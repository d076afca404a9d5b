namespace CostGuard.Cli.Configuration.Kinds;

/// <summary>Every kind, in the order in which files are read.</summary>
public static class ObjectKinds
{
    public static IReadOnlyList<ObjectKind> All { get; } =
        [CompanyKind.Kind, ConnectionKind.Kind, TeamKind.Kind, AllocationKind.Kind, BudgetKind.Kind, ScheduleKind.Kind, RoutingKind.Kind, PreferencesKind.Kind, WebhookKind.Kind, ReportKind.Kind, JournalKind.Kind];

    public static ObjectKind? Find(string key) => All.FirstOrDefault(kind => string.Equals(kind.Key, key, StringComparison.OrdinalIgnoreCase));
}
