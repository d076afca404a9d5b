using Microsoft.EntityFrameworkCore;

namespace CostGuard.Ledger.State;

/// <summary>
/// Everything that is not derived: loads, snapshots, pins, outbox, runs. Instants are UTC ticks, so that SQLite orders them by instant;
/// money is exact decimal text inside JSON, never a SQLite number. Open one through <see cref="StateDbFactory"/>, a context a unit of work.
/// </summary>
public sealed class StateDb(DbContextOptions<StateDb> options) : DbContext(options)
{
    /// <summary>Id of the newest migration, so that a start need not ask EF for it; a test holds it to EF's list.</summary>
    public const string NewestMigration = "20261130030500_EarlierCloses";

    /// <summary>Sealed loads.</summary>
    public DbSet<LoadRow> Loads => Set<LoadRow>();

    /// <summary>Snapshots by id.</summary>
    public DbSet<SnapshotRow> Snapshots => Set<SnapshotRow>();

    /// <summary>Reasons why a snapshot and its loads must be kept.</summary>
    public DbSet<PinRow> Pins => Set<PinRow>();

    /// <summary>Messages to be sent.</summary>
    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();

    /// <summary>Run history and leases.</summary>
    public DbSet<RunRow> Runs => Set<RunRow>();

    /// <summary>Schedules that a person paused.</summary>
    public DbSet<PausedRow> Paused => Set<PausedRow>();

    /// <summary>Counts of paid and limited calls.</summary>
    public DbSet<CallRow> Calls => Set<CallRow>();

    /// <summary>Decisions about anomalies.</summary>
    public DbSet<AnomalyRow> Anomalies => Set<AnomalyRow>();

    /// <summary>Thresholds of budgets, and what became of them.</summary>
    public DbSet<AlertRow> Alerts => Set<AlertRow>();

    /// <summary>What readers are to be told about budgets.</summary>
    public DbSet<AlertNoticeRow> AlertNotices => Set<AlertNoticeRow>();

    /// <summary>Invoices.</summary>
    public DbSet<InvoiceRow> Invoices => Set<InvoiceRow>();

    /// <summary>What people wrote about differences.</summary>
    public DbSet<ExplanationRow> Explanations => Set<ExplanationRow>();

    /// <summary>What people said about charges that name no invoice.</summary>
    public DbSet<InvoiceMatchRow> InvoiceMatches => Set<InvoiceMatchRow>();

    /// <summary>Months that somebody reconciled, closed or reopened.</summary>
    public DbSet<ClosingRow> Closings => Set<ClosingRow>();

    /// <summary>What people said to findings.</summary>
    public DbSet<DecisionRow> Decisions => Set<DecisionRow>();

    /// <summary>What people agreed to do.</summary>
    public DbSet<ActionRow> Actions => Set<ActionRow>();

    /// <summary>Final statements of teams.</summary>
    public DbSet<StatementRow> Statements => Set<StatementRow>();

    /// <summary>Who changed what, for good.</summary>
    public DbSet<AuditRow> Audit => Set<AuditRow>();

    /// <summary>What operators look after: connections, schedules, the outbox.</summary>
    public DbSet<FaultRow> Faults => Set<FaultRow>();

    /// <summary>What people chose about mails.</summary>
    public DbSet<SubscriptionRow> Subscriptions => Set<SubscriptionRow>();

    /// <summary>Random keys of this home.</summary>
    public DbSet<KeyRow> Keys => Set<KeyRow>();

    /// <summary>Reviews of months.</summary>
    public DbSet<ReviewRow> Reviews => Set<ReviewRow>();

    /// <summary>Packs of teams of closed reviews.</summary>
    public DbSet<ReviewPackRow> ReviewPacks => Set<ReviewPackRow>();

    /// <summary>What people wrote in reviews.</summary>
    public DbSet<ReviewEntryRow> ReviewEntries => Set<ReviewEntryRow>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<LoadRow>(load =>
        {
            load.HasKey(row => row.Id);
            load.Property(row => row.Period).HasComment("year * 100 + month");
            // The database itself refuses two current loads of one source and period.
            load.HasIndex(row => new { row.Source, row.Period }).IsUnique().HasFilter("\"IsCurrent\" = 1");
            load.HasIndex(row => row.SealedAt);
        });
        modelBuilder.Entity<SnapshotRow>(snapshot =>
        {
            snapshot.HasKey(row => row.Id);
            snapshot.HasIndex(row => row.CreatedAt);
        });
        modelBuilder.Entity<PinRow>(pin =>
        {
            pin.HasKey(row => new { row.SnapshotId, row.Reason });
            pin.HasOne<SnapshotRow>().WithMany().HasForeignKey(row => row.SnapshotId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<OutboxRow>(message =>
        {
            message.HasKey(row => row.Key);
            message.HasIndex(row => new { row.State, row.NotBefore });
            message.HasIndex(row => row.QueuedAt);
        });
        modelBuilder.Entity<RunRow>(run =>
        {
            run.HasKey(row => row.Id);
            run.HasIndex(row => new { row.Name, row.DueAt, row.Attempt }).IsUnique();
            run.HasIndex(row => row.StartedAt);
        });
        modelBuilder.Entity<AlertRow>(alert =>
        {
            alert.HasKey(row => new { row.Budget, row.Period, row.Threshold });
            alert.HasIndex(row => row.Period);
        });
        modelBuilder.Entity<AlertNoticeRow>(notice =>
        {
            notice.HasKey(row => new { row.Key, row.Reader });
            notice.HasIndex(row => row.SettledAt);
            notice.HasIndex(row => new { row.Reader, row.Mail });
        });
        modelBuilder.Entity<PausedRow>().HasKey(row => row.Name);
        modelBuilder.Entity<CallRow>().HasKey(row => new { row.Connection, row.Day });
        modelBuilder.Entity<AnomalyRow>().HasKey(row => new { row.Scope, row.Start });
        modelBuilder.Entity<FaultRow>().HasKey(row => row.Subject);
        modelBuilder.Entity<SubscriptionRow>().HasKey(row => new { row.Address, row.Mail });
        modelBuilder.Entity<KeyRow>().HasKey(row => row.Name);
        Close(modelBuilder);
        Decide(modelBuilder);
        Review(modelBuilder);
    }

    private static void Decide(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<DecisionRow>(decision =>
        {
            decision.HasKey(row => row.Id);
            decision.HasIndex(row => row.Key);
        });
        modelBuilder.Entity<ActionRow>(action =>
        {
            action.HasKey(row => row.Id);
            action.HasIndex(row => new { row.State, row.Due });
        });
    }

    private static void Review(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ReviewRow>(review =>
        {
            review.HasKey(row => row.Period);
            review.Property(row => row.Period).ValueGeneratedNever();
        });
        modelBuilder.Entity<ReviewPackRow>().HasKey(row => new { row.Period, row.Team });
        modelBuilder.Entity<ReviewEntryRow>(entry =>
        {
            entry.HasKey(row => row.Id);
            entry.HasIndex(row => row.Period);
        });
    }

    private static void Close(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<InvoiceRow>(invoice =>
        {
            invoice.HasKey(row => new { row.Number, row.Currency });
            invoice.HasIndex(row => row.Period);
        });
        modelBuilder.Entity<ExplanationRow>(explanation =>
        {
            explanation.HasKey(row => row.Id);
            explanation.HasIndex(row => new { row.Invoice, row.Currency });
        });
        modelBuilder.Entity<InvoiceMatchRow>(match =>
        {
            match.HasKey(row => row.Id);
            // The database itself refuses charges that are on two invoices.
            match.HasIndex(row => new { row.Period, row.Charges }).IsUnique();
        });
        modelBuilder.Entity<ClosingRow>(closing =>
        {
            closing.HasKey(row => row.Period);
            closing.Property(row => row.Period).ValueGeneratedNever();
        });
        modelBuilder.Entity<StatementRow>(statement =>
        {
            statement.HasKey(row => row.Number);
            statement.HasIndex(row => row.Period);
        });
        modelBuilder.Entity<AuditRow>(audit =>
        {
            audit.HasKey(row => row.Id);
            audit.HasIndex(row => row.Subject);
        });
    }
}
