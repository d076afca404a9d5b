using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("CostGuard.Unit")]
[assembly: InternalsVisibleTo("CostGuard.Integration")]
