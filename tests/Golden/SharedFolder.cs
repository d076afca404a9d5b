namespace CostGuard.Golden;

/// <summary>Finds the folder of cases and data that lies beside the repository.</summary>
internal static class SharedFolder
{
    /// <summary>The full path of a file or folder below it.</summary>
    public static string Path(params string[] parts)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string shared = System.IO.Path.Combine(folder.FullName, "..", "shared");
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "CostGuard.sln")) && Directory.Exists(shared))
                return System.IO.Path.GetFullPath(System.IO.Path.Combine([shared, .. parts]));
        }

        throw new DirectoryNotFoundException("The folder 'shared' with cases and data is expected beside the repository.");
    }
}
