using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Loads;
using CostGuard.Ledger.Queries;
using CostGuard.Ledger.State;
using Microsoft.Extensions.DependencyInjection;

namespace CostGuard.Ledger;

/// <summary>Registers the room's ports: one line a port. The home folder and the clock come from the composition root.</summary>
public static class LedgerServices
{
    /// <summary>Adds the ledger.</summary>
    public static IServiceCollection AddLedger(this IServiceCollection services) => services
        .AddSingleton<StateDbFactory>()
        .AddSingleton<LoadFiles>()
        .AddSingleton<ILedger>(provider => new ParquetLedger(
            provider.GetRequiredService<HomeFolder>(),
            provider.GetRequiredService<StateDbFactory>(),
            provider.GetServices<IChargeReader>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<Func<RollupPolicy>>()))
        .AddSingleton<IColumnCheck, ColumnCheck>()
        .AddSingleton(provider => new CostQueries(provider.GetRequiredService<HomeFolder>(), provider.GetService<Func<RollupPolicy>>()))
        .AddSingleton<ICostQueries>(provider => provider.GetRequiredService<CostQueries>())
        .AddSingleton<IQuantityQueries>(provider => provider.GetRequiredService<CostQueries>())
        .AddSingleton<ISourceLines>(provider => new SourceLineReader(provider.GetRequiredService<LoadFiles>(), provider.GetService<Func<RollupPolicy>>()))
        .AddSingleton<Snapshots.ILoadContent, Snapshots.LoadContent>()
        .AddSingleton<ISnapshotStore, Snapshots.SnapshotStore>()
        .AddSingleton<IOutlookCache, Snapshots.OutlookFiles>()
        .AddSingleton<IJudgementCache, Snapshots.JudgementFiles>()
        .AddSingleton<IOutbox, Outbox>()
        .AddSingleton<IAlertStore>(provider => new AlertStore(provider.GetRequiredService<StateDbFactory>()))
        .AddSingleton<IFaultStore>(provider => new FaultStore(provider.GetRequiredService<StateDbFactory>()))
        .AddSingleton<ISubscriptionStore, SubscriptionStore>()
        .AddSingleton<IRunHistory, RunHistory>()
        .AddSingleton<IAnomalyNotes, AnomalyNotes>()
        .AddSingleton<ICloseStore>(provider => new CloseStore(provider.GetRequiredService<StateDbFactory>()))
        .AddSingleton<IInvoiceMatchStore, InvoiceMatchStore>()
        .AddSingleton<IFetchedInvoiceStore, FetchedInvoiceStore>()
        .AddSingleton<IActionStore>(provider => new ActionStore(provider.GetRequiredService<StateDbFactory>()))
        .AddSingleton<IUsageSource>(provider => new Usage.UsageFiles(provider.GetRequiredService<HomeFolder>(), provider.GetService<Func<IReadOnlyList<Core.Configuration.Connection>>>()))
        .AddSingleton<IUsageStore, Usage.UsageStore>()
        .AddSingleton<Usage.PriceFile>()
        .AddSingleton<IReviewStore, ReviewStore>()
        .AddSingleton<IStatementStore, StatementStore>()
        .AddSingleton<ICallGovernor, CallGovernor>();
}
