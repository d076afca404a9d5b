namespace CostGuard.Collect.Exports;

/// <summary>A bucket or container below one prefix, read only.</summary>
internal interface IObjectStore : IDisposable
{
    /// <summary>Where it is, for messages: "s3://acme-billing/focus/acme".</summary>
    string Place { get; }

    /// <summary>All objects below the prefix, every page of the listing. Throws on an outage, never gives half of it.</summary>
    IAsyncEnumerable<ExportObject> ListAsync(CancellationToken cancellationToken);

    /// <summary>Opens an object for reading once.</summary>
    Task<Stream> OpenAsync(ExportObject entry, CancellationToken cancellationToken);
}
