using CostGuard.Cli.Commands;
using CostGuard.Cli.Configuration;
using CostGuard.Cli.Reports;
using CostGuard.Cli.Reviews;
using CostGuard.Collect;
using CostGuard.Core;
using CostGuard.Core.Actions;
using CostGuard.Core.Alerts;
using CostGuard.Core.Allocate;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Budgets;
using CostGuard.Core.Changes;
using CostGuard.Core.Close;
using CostGuard.Core.Commitments;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Faults;
using CostGuard.Core.Forecasts;
using CostGuard.Core.Forecasts.Completeness;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;
using CostGuard.Core.Savings;
using CostGuard.Core.Savings.Verification;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;
using CostGuard.Ledger;
using CostGuard.Ledger.Loads;
using CostGuard.Ledger.Snapshots;
using CostGuard.Publish;
using CostGuard.Report;
using CostGuard.Report.Hooks;
using CostGuard.Report.Mails;
using CostGuard.Report.Reviews;
using CostGuard.Report.Workbook;
using CostGuard.Schedule;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CostGuard.Cli.Composition;

/// <summary>The only composition root: which room stands behind which port.</summary>
public static class RoomServices
{
    public static ServiceProvider Build(HomeFolder home, Surroundings surroundings, Func<CostGuardConfiguration> configuration)
    {
        ProcessSettings settings = Checked(ProcessSettings.Read(home, surroundings.Variables));
        IConfigurationSection section = settings.ToConfiguration().GetSection(AppSettings.Section);
        MailOptions mail = section.GetSection("Mail").Get<MailOptions>() ?? new MailOptions();
        Uri? Address(string name) => section[name] is { Length: > 0 } url ? new Uri(url) : null;
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddProvider(new ErrorStreamLogs(surroundings.Error)));
        services.AddSingleton(home).AddSingleton(surroundings.Clock).AddSingleton(_ => configuration()).AddSingleton(settings);
        services.AddSingleton(section.GetSection("Scheduler").Get<SchedulerOptions>() ?? new SchedulerOptions());
        services.AddSingleton<Func<RollupPolicy>>(_ => () => new RollupPolicy(RuleBook.Compile(configuration()).Shape, configuration().Company.Tags));
        services.AddCollect().AddLedger().AddReport().AddPublish(mail, section.GetSection("Webhooks").Get<WebhookOptions>() ?? new WebhookOptions(), home, section["Scheduler:DeadManUrlRef"] ?? "").AddSchedule();

        services.AddSingleton(new MailSettings(VersionCommand.Number, Address("PublicUrl"), mail.ReplyTo is { Length: > 0 } reply ? reply : null) { Pages = Address("PagesUrl") });
        services.AddSingleton<MailContentBuilder>().AddSingleton<WorkbookInputBuilder>();
        services.AddSingleton<ISnapshotStore>(provider => new ArchivingSnapshotStore(ActivatorUtilities.CreateInstance<SnapshotStore>(provider)));
        services.AddSingleton<IDataFreshness, DataFreshness>();
        services.AddSingleton<IStagingFolders, StagingFolders>().AddSingleton<ISecrets>(new Secrets(surroundings.Variables, home));
        services.AddSingleton<UsageStage>();
        services.AddSingleton<LateCorrections>().AddSingleton<OwnedLines>().AddSingleton<TeamLines>().AddSingleton<ChargedMonths>().AddSingleton<TeamUnitCosts>().AddSingleton<StatementService>().AddSingleton<KeptQuantities>().AddSingleton<StatementRoom>();
        services.AddSingleton<BudgetService>().AddSingleton<ForecastService>().AddSingleton<CommitmentService>().AddSingleton<VerificationService>().AddSingleton<AnomalyService>().AddSingleton<ChangeService>().AddSingleton<SavingService>().AddSingleton<FollowUp>().AddSingleton<ActionProver>().AddSingleton<LateInvoices>().AddSingleton<CloseService>().AddSingleton<JournalService>().AddSingleton<UninvoicedLines>().AddSingleton<CollectStage>().AddSingleton<ReportContexts>().AddSingleton<DailyRun>();
        services.AddSingleton<ICompleteness, LoadCompleteness>().AddSingleton<Func<IReadOnlyList<Connection>>>(_ => () => configuration().Connections);
        services.AddSingleton<IUnusualCosts>(provider => new UnusualDays(provider.GetRequiredService<AnomalyService>(), provider.GetRequiredService<IAnomalyNotes>(), configuration));
        services.AddSingleton<HookWriter>().AddSingleton<Func<IReadOnlyList<WebhookConfig>>>(_ => () => configuration().Webhooks);
        services.AddSingleton<BudgetAlertBuilder>().AddSingleton<IAlertWriter, AlertWriter>().AddSingleton<IBudgetOutlooks, BudgetOutlooks>().AddSingleton<AlertService>();
        services.AddSingleton<IFaultWriter, FaultWriter>().AddSingleton<FaultService>().AddSingleton<IServiceWatch, ServiceWatch>();
        services.AddSingleton<RestatementService>().AddSingleton<FinanceFacts>().AddSingleton<ClosePack>().AddSingleton<RestatedNotices>().AddSingleton<PeriodNews>().AddSingleton<ProviderFinalNews>().AddSingleton<ArrivalNews>().AddSingleton<ClosedConfigurations>();
        services.AddSingleton<PersonalMails>();
        services.AddSingleton<MailRoom>().AddSingleton<IMailRoom>(provider => provider.GetRequiredService<MailRoom>());
        services.AddSingleton(surroundings).AddSingleton<ReportShelf>().AddSingleton<DefinedReports>().AddSingleton<ReportRecords>().AddSingleton<EarlierVersions>().AddSingleton<DefinedWorkbooks>().AddSingleton<WorkbookVerifier>().AddSingleton<ReviewModelBuilder>().AddSingleton<ReviewRoom>().AddSingleton<ClosingReview>().AddSingleton<PackPrinter>().AddSingleton<PackShelf>()
            .AddSingleton<ReportRoom>().AddSingleton<IReportRoom>(provider => provider.GetRequiredService<ReportRoom>());
        services.AddSingleton<IScheduledAction, CollectAction>().AddSingleton<IScheduledAction, MailAction>()
            .AddSingleton<IScheduledAction, ReportAction>().AddSingleton<IScheduledAction, DailyAction>()
            .AddSingleton<IScheduledAction, AlertsAction>().AddSingleton<IScheduledAction, UsageAction>();
        return services.BuildServiceProvider();
    }

    private static ProcessSettings Checked(ProcessSettings settings)
    {
        Problem[] errors = [.. settings.Problems.Where(problem => problem.Severity == Severity.Error)];
        return errors.Length == 0 ? settings : throw new CostGuardException(2, errors[0], [.. errors.Skip(1)]);
    }
}
