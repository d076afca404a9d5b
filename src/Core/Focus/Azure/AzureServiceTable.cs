namespace CostGuard.Core.Focus.Azure;

/// <summary>Services by resource provider and resource type, after the open data of Microsoft's FinOps toolkit (MIT).</summary>
internal static class AzureServiceTable
{
    /// <summary>A service a line: ServiceCategory|ServiceName|resource providers that mean no other service|resource types. All in lower case.</summary>
    public const string Text = """
        AI and Machine Learning|Azure AI Bot Service|microsoft.botservice|microsoft.botservice/botservices
        AI and Machine Learning|Azure AI Services|microsoft.cognitiveservices|microsoft.cognitiveservices/accounts;microsoft.cognitiveservices/commitmentplans
        AI and Machine Learning|Azure AI Video Indexer|microsoft.videoindexer|microsoft.videoindexer/accounts
        AI and Machine Learning|Azure Machine Learning|microsoft.machinelearning;microsoft.machinelearningservices|
        AI and Machine Learning|Azure Machine Learning||microsoft.machinelearning/commitmentplans;microsoft.machinelearning/workspaces
        AI and Machine Learning|Azure Machine Learning||microsoft.machinelearningservices/registries;microsoft.machinelearningservices/workspaces
        AI and Machine Learning|Health Bot|microsoft.healthbot|microsoft.healthbot/healthbots
        AI and Machine Learning|Intelligent Recommendations|microsoft.recommendationsservice|microsoft.recommendationsservice/accounts
        AI and Machine Learning|Microsoft Autonomous Systems|microsoft.autonomousdevelopmentplatform|microsoft.autonomousdevelopmentplatform/workspaces
        AI and Machine Learning|Microsoft Syntex|microsoft.syntex|microsoft.syntex/accounts;microsoft.syntex/documentprocessors
        Analytics|Azure AI Search|microsoft.search|microsoft.search/searchservices;microsoft.search/searchservices/sharedprivatelinkresources
        Analytics|Azure Analysis Services|microsoft.analysisservices|microsoft.analysisservices/servers
        Analytics|Azure Data Explorer|microsoft.kusto|microsoft.kusto/clusters
        Analytics|Azure Data Lake Analytics|microsoft.datalakeanalytics|microsoft.datalakeanalytics/accounts
        Analytics|Azure Data Manager for Energy|microsoft.openenergyplatform|microsoft.openenergyplatform/energyservices
        Analytics|Azure Databricks|microsoft.databricks|microsoft.databricks/workspaces
        Analytics|Azure Health Data Services|microsoft.healthcareapis;microsoft.healthdataaiservices|
        Analytics|Azure Health Data Services||microsoft.healthcareapis/services;microsoft.healthcareapis/workspaces;microsoft.healthdataaiservices/deidservices
        Analytics|Azure Managed Grafana|microsoft.dashboard|microsoft.dashboard/grafana
        Analytics|Azure Modeling and Simulation Workbench|microsoft.modsimworkbench|microsoft.modsimworkbench/workbenches
        Analytics|Azure Stream Analytics|microsoft.streamanalytics|microsoft.streamanalytics/clusters;microsoft.streamanalytics/streamingjobs
        Analytics|Azure Synapse Analytics|microsoft.synapse|
        Analytics|Azure Synapse Analytics||microsoft.synapse/workspaces;microsoft.synapse/workspaces/bigdatapools;microsoft.synapse/workspaces/kustopools
        Analytics|Azure Synapse Analytics||microsoft.synapse/workspaces/sqlpools
        Analytics|Data Catalog|microsoft.datacatalog|microsoft.datacatalog/catalogs
        Analytics|HDInsight|microsoft.hdinsight;microsoft.hdinsightfairfax|microsoft.hdinsight/clusterpools;microsoft.hdinsight/clusters;microsoft.hdinsightfairfax/clusters
        Analytics|Microsoft Bing|microsoft.bing|microsoft.bing/accounts
        Analytics|Microsoft Genomics|microsoft.genomics|microsoft.genomics/accounts
        Analytics|Microsoft Premonition|microsoft.premonition|microsoft.premonition/libraries
        Analytics|Microsoft.Fabric|microsoft.fabric|microsoft.fabric/capacities
        Analytics|Power BI Embedded|microsoft.powerbidedicated|microsoft.powerbidedicated/autoscalevcores;microsoft.powerbidedicated/capacities
        Business Applications|Community Training|microsoft.community|microsoft.community/communitytrainings
        Business Applications|Microsoft Edge Enterprise||microsoft.edge/contexts
        Business Applications|Microsoft Teams|microsoft.teams|microsoft.teams/telephonyservices
        Business Applications|Power Platforms|microsoft.powerplatform|microsoft.powerplatform/accounts
        Compute|Azure Compute Fleet|microsoft.azurefleet|microsoft.azurefleet/fleets
        Compute|Azure Container Apps|microsoft.app|microsoft.app/containerapps;microsoft.app/jobs;microsoft.app/managedenvironments;microsoft.app/sessionpools
        Compute|Azure Container Instances|microsoft.containerinstance|microsoft.containerinstance/containergroups
        Compute|Azure Container Registry|containerregistry;microsoft.containerregistry|containerregistry+microsoft.security/pricings;microsoft.containerregistry/registries
        Compute|Azure Container Service||microsoft.containerservice/containerservices
        Compute|Azure Dedicated Host||microsoft.compute/hostgroups
        Compute|Azure Kubernetes Service|kubernetesservice;microsoft.kubernetesconfiguration|
        Compute|Azure Kubernetes Service||kubernetesservice+microsoft.security/pricings;microsoft.containerservice/managedclusters
        Compute|Azure Lab Services|microsoft.labservices|microsoft.labservices/labaccounts;microsoft.labservices/labs
        Compute|Azure Operator Nexus|microsoft.networkcloud|microsoft.networkcloud/baremetalmachines
        Compute|Azure Quantum|microsoft.quantum|microsoft.quantum/workspaces
        Compute|Azure Savings Plan for Compute|microsoft.billingbenefits|microsoft.billingbenefits/savingsplanorders;microsoft.billingbenefits/savingsplanorders/savingsplans
        Compute|Azure VMWare Solution|microsoft.nutanix|microsoft.nutanix/nodes
        Compute|Azure VMware Solution|microsoft.avs|microsoft.avs/privateclouds
        Compute|Azure Virtual Desktop|microsoft.desktopvirtualization|microsoft.desktopvirtualization/hostpools
        Compute|BareMetal Infrastructure|microsoft.baremetalinfrastructure|microsoft.baremetalinfrastructure/baremetalstorageinstances
        Compute|Batch|microsoft.batch|microsoft.batch/batchaccounts;microsoft.batch/batchaccounts/pools
        Compute|Citrix Virtual App Essentials||citrix.services/xenappessentials
        Compute|Citrix Virtual Desktop Essentials||citrix.services/xendesktopessentials
        Compute|Cloud Services||microsoft.compute/cloudservices
        Compute|Functions|functions;microsoft.durabletask|functions+microsoft.web/sites;microsoft.durabletask/schedulers
        Compute|SAP on Azure|microsoft.hanaonazure|microsoft.hanaonazure/hanainstances
        Compute|Virtual Machine Scale Sets||microsoft.compute/virtualmachinescalesets;microsoft.compute/virtualmachinescalesets/virtualmachines
        Compute|Virtual Machine Scale Sets||microsoft.compute/virtualmachinescalesets/virtualmachines/networkinterfaces/ipconfigurations/publicipaddresses
        Compute|Virtual Machines|microsoft.classiccompute;microsoft.compute;virtualmachines|
        Compute|Virtual Machines||microsoft.classiccompute/domainnames;microsoft.classiccompute/virtualmachines;microsoft.compute/capacityreservationgroups
        Compute|Virtual Machines||microsoft.compute/capacityreservationgroups/capacityreservations;microsoft.compute/disks;microsoft.compute/galleries
        Compute|Virtual Machines||microsoft.compute/galleries/images/versions;microsoft.compute/images;microsoft.compute/restorepointcollections
        Compute|Virtual Machines||microsoft.compute/sharedvmimages;microsoft.compute/snapshots;microsoft.compute/virtualmachines
        Compute|Virtual Machines||microsoft.maintenance/maintenanceconfigurations;virtualmachines+microsoft.security/pricings
        Databases|Azure Cache for Redis|microsoft.cache|microsoft.cache/redis;microsoft.cache/redisenterprise
        Databases|Azure Confidential Ledger|microsoft.confidentialledger|microsoft.confidentialledger/ledgers;microsoft.confidentialledger/managedccfs
        Databases|Azure DB for MariaDB|microsoft.dbformariadb|microsoft.dbformariadb/servers
        Databases|Azure DB for MySQL|microsoft.dbformysql|microsoft.dbformysql/flexibleservers;microsoft.dbformysql/servers
        Databases|Azure DB for PostgreSQL|microsoft.dbforpostgresql|
        Databases|Azure DB for PostgreSQL||microsoft.dbforpostgresql/flexibleservers;microsoft.dbforpostgresql/servergroupsv2;microsoft.dbforpostgresql/servers
        Databases|Azure SQL Database|australiacentral;australiaeast;australiasoutheast;brazilsouth;canadacentral;canadaeast;centralindia;centralus;eastasia;eastus;eastus2|
        Databases|Azure SQL Database|francecentral;japaneast;japanwest;koreacentral;koreasouth;microsoft.sql;northcentralus;northeurope;southafricanorth;southcentralus|
        Databases|Azure SQL Database|southeastasia;southindia;uaenorth;uksouth;ukwest;westcentralus;westeurope;westindia;westus;westus2|
        Databases|Azure SQL Database||microsoft.sql/instancepools;microsoft.sql/locations;microsoft.sql/longtermretentionmanagedinstances
        Databases|Azure SQL Database||microsoft.sql/longtermretentionservers;microsoft.sql/longtermretentionservers/longtermretentiondatabases
        Databases|Azure SQL Database||microsoft.sql/managedinstances;microsoft.sql/servers;microsoft.sql/servers/databases;microsoft.sql/servers/elasticpools
        Databases|Cosmos DB|microsoft.documentdb|
        Databases|Cosmos DB||microsoft.documentdb/cassandraclusters;microsoft.documentdb/databaseaccounts;microsoft.documentdb/mongocluster
        Databases|Cosmos DB||microsoft.documentdb/mongoclusters
        Developer Tools|App Center|microsoft.appcenter|microsoft.appcenter/accounts
        Developer Tools|Azure DevOps|microsoft.visualstudio|microsoft.visualstudio/organizations
        Developer Tools|Azure Load Testing|microsoft.loadtestservice|microsoft.loadtestservice/loadtests
        Developer Tools|GitHub Enterprise Cloud|github;github.enterprise|github.enterprise/accounts;github/enterpriseaccount
        Developer Tools|Managed DevOps Pools|microsoft.devopsinfrastructure|microsoft.devopsinfrastructure/pools
        Developer Tools|Microsoft Dev Box|microsoft.devcenter|microsoft.devcenter/projects
        Developer Tools|Playwright Testing|microsoft.azureplaywrightservice|microsoft.azureplaywrightservice/accounts
        Developer Tools|Test Base for Microsoft 365|microsoft.testbase|microsoft.testbase/testbaseaccounts
        Developer Tools|Trusted Signing|microsoft.codesigning|microsoft.codesigning/codesigningaccounts
        Identity|Microsoft Entra Domain Services|microsoft.aad|microsoft.aad/domainservices
        Identity|Microsoft Entra External Identities|microsoft.azureactivedirectory|
        Identity|Microsoft Entra External Identities||microsoft.azureactivedirectory/b2cdirectories;microsoft.azureactivedirectory/ciamdirectories
        Identity|Microsoft Entra External Identities||microsoft.azureactivedirectory/guestusages
        Identity|Microsoft Entra ID|mfa|mfa/perauthentication;mfa/peruser
        Identity|Microsoft Entra Verified ID|microsoft.verifiedid|microsoft.verifiedid/authorities
        Integration|API Center|api center;microsoft.apicenter|microsoft.apicenter/service;microsoft.apicenter/services
        Integration|API Management|api management;microsoft.apimanagement|microsoft.apimanagement/gateways;microsoft.apimanagement/service
        Integration|Azure Automation|microsoft.automation|microsoft.automation/automationaccounts
        Integration|Azure Communication Services|microsoft.communication|microsoft.communication/communicationservices
        Integration|Azure Communitcations Gateway|microsoft.voiceservices|microsoft.voiceservices/communicationsgateways
        Integration|Azure Data Factory|microsoft.datafactory|
        Integration|Azure Data Factory||microsoft.datafactory/datafactories;microsoft.datafactory/factories;microsoft.datafactory/factories/pipelines
        Integration|Azure Data Factory||microsoft.datafactory/factories/triggers
        Integration|Azure Relay|microsoft.relay|microsoft.relay/namespaces
        Integration|Event Grid||microsoft.eventgrid/domains;microsoft.eventgrid/extensiontopics;microsoft.eventgrid/namespaces;microsoft.eventgrid/partnertopics
        Integration|Event Grid||microsoft.eventgrid/systemtopics;microsoft.eventgrid/topics
        Integration|Event Hubs|microsoft.eventhub|microsoft.eventhub/clusters;microsoft.eventhub/namespaces
        Integration|Logic Apps|microsoft.logic|microsoft.logic/integrationaccounts;microsoft.logic/integrationserviceenvironments;microsoft.logic/workflows
        Integration|Microsoft Graph|microsoft.graphservices|microsoft.graph/accounts;microsoft.graphservices/accounts
        Integration|Microsoft Graph Data Connect||microsoft.graph/azureadapplications
        Integration|Notification Hubs|microsoft.notificationhubs|microsoft.notificationhubs/namespaces
        Integration|Service Bus|microsoft.servicebus|microsoft.servicebus/namespaces
        Internet of Things|Azure Digital Twins|microsoft.digitaltwins|microsoft.digitaltwins/digitaltwinsinstances
        Internet of Things|Azure FarmBeats|microsoft.agfoodplatform|microsoft.agfoodplatform/farmbeats
        Internet of Things|Azure IoT Central|microsoft.iotcentral|microsoft.iotcentral/iotapps
        Internet of Things|Azure IoT Hub|microsoft.deviceregistry;microsoft.devices;microsoft.deviceupdate|
        Internet of Things|Azure IoT Hub||microsoft.deviceregistry/billingcontainers;microsoft.devices/iothubs;microsoft.devices/provisioningservices
        Internet of Things|Azure IoT Hub||microsoft.deviceupdate/accounts
        Internet of Things|Azure IoT Operations|microsoft.iotoperations|microsoft.iotoperations/instances
        Internet of Things|Azure Time Series Insights|microsoft.timeseriesinsights|microsoft.timeseriesinsights/environments
        Internet of Things|Microsoft Defender for IoT|default;microsoft.iotsecurity|microsoft.iotsecurity/defendersettings
        Internet of Things|Windows for IoT|microsoft.windowsiot|microsoft.windowsiot/deviceservices
        Management and Governance|Azure Chaos Studio|microsoft.chaos|microsoft.chaos/experiments
        Management and Governance|Azure Monitor|microsoft.insights;microsoft.monitor;microsoft.networkanalytics;microsoft.operationalinsights|
        Management and Governance|Azure Monitor||microsoft.insights/actiongroups;microsoft.insights/components;microsoft.insights/datacollectionrules
        Management and Governance|Azure Monitor||microsoft.insights/metricalerts;microsoft.insights/pricings;microsoft.insights/scheduledqueryrules
        Management and Governance|Azure Monitor||microsoft.monitor/accounts;microsoft.networkanalytics/dataconnectors;microsoft.networkanalytics/dataproducts
        Management and Governance|Azure Monitor||microsoft.operationalinsights/azurefirewall;microsoft.operationalinsights/clusters
        Management and Governance|Azure Monitor||microsoft.operationalinsights/networksecuritygroups;microsoft.operationalinsights/p2svpngateways
        Management and Governance|Azure Monitor||microsoft.operationalinsights/virtualnetworkgateways;microsoft.operationalinsights/workspaces
        Management and Governance|Azure Reservations|microsoft.capacity|microsoft.capacity/reservationorders;microsoft.capacity/reservationorders/reservations
        Management and Governance|Azure Site Recovery|microsoft.datareplication.admin;microsoft.recoveryservices|
        Management and Governance|Azure Site Recovery||microsoft.datareplication.admin/clusters;microsoft.recoveryservices/vaults
        Management and Governance|Microsoft Defender for Endpoint||microsoft.security/mdeservers
        Management and Governance|Microsoft Purview|microsoft.purview|microsoft.purview/accounts
        Media|Azure Media Services|microsoft.media|microsoft.media/mediaservices;microsoft.media/videoanalyzers
        Media|Azure PlayFab|playfabbillingservice|
        Media|Azure PlayFab||playfabbillingservice/blobs;playfabbillingservice/catalogrequests;playfabbillingservice/compute;playfabbillingservice/egress
        Media|Azure PlayFab||playfabbillingservice/events;playfabbillingservice/executiontimegbs;playfabbillingservice/filestorage;playfabbillingservice/flatfee
        Media|Azure PlayFab||playfabbillingservice/insightscredits;playfabbillingservice/inventoryreadrequests;playfabbillingservice/inventorywriterequests
        Media|Azure PlayFab||playfabbillingservice/itemstorage;playfabbillingservice/lobbyrequests;playfabbillingservice/matchmakingrequests;playfabbillingservice/messages
        Media|Azure PlayFab||playfabbillingservice/partyconnectivity;playfabbillingservice/partyvoice;playfabbillingservice/playstream;playfabbillingservice/reads
        Media|Azure PlayFab||playfabbillingservice/storage;playfabbillingservice/telemetry;playfabbillingservice/totalexecution;playfabbillingservice/writes
        Media|Object Anchors||microsoft.mixedreality/objectanchorsaccounts
        Media|Remote Rendering||microsoft.mixedreality/remoterenderingaccounts
        Media|Spatial Anchors||microsoft.mixedreality/spatialanchorsaccounts
        Migration|Azure Data Box|microsoft.databox;microsoft.databoxedge|microsoft.databox/jobs;microsoft.databoxedge/databoxedgedevices
        Migration|Azure Data Share|microsoft.datashare|microsoft.datashare/accounts
        Migration|Azure Database Migration Service|microsoft.datamigration|microsoft.datamigration/sqlmigrationservices
        Migration|Azure File Sync|microsoft.storagesync|microsoft.storagesync/storagesyncservices
        Migration|Azure Import/Export|microsoft.importexport|microsoft.importexport/jobs
        Migration|Azure Migrate|microsoft.migrate|microsoft.migrate/movecollections
        Multicloud|Azure Arc|microsoft.azurearcdata;microsoft.hybridcompute;microsoft.hybridcontainerservice;microsoft.hybridnetwork;microsoft.kubernetes|
        Multicloud|Azure Arc||microsoft.azurearcdata/postgresinstances;microsoft.azurearcdata/sqlmanagedinstances;microsoft.azurearcdata/sqlserveresulicenses
        Multicloud|Azure Arc||microsoft.azurearcdata/sqlserverinstances;microsoft.azurearcdata/sqlserverlicenses;microsoft.hybridcompute/licenses
        Multicloud|Azure Arc||microsoft.hybridcompute/machines;microsoft.hybridnetwork/sitenetworkservices;microsoft.kubernetes/connectedclusters
        Multicloud|Azure Stack Edge|microsoft.edgeorder|microsoft.edgeorder/orderitems
        Multicloud|Azure Stack HCI|microsoft.azurestackhci|microsoft.azurestackhci/clusters
        Networking|Application Gateway||microsoft.network/applicationgateways
        Networking|Application Gateway for Containers|microsoft.servicenetworking|microsoft.servicenetworking/trafficcontrollers
        Networking|Azure Bastion|bastion scale units|microsoft.network/bastionhosts
        Networking|Azure DDoS Protection||microsoft.network/ddosprotectionplans
        Networking|Azure DNS||microsoft.network/dnsforwardingrulesets;microsoft.network/dnsresolvers;microsoft.network/dnsresolvers/outboundendpoints
        Networking|Azure DNS||microsoft.network/dnszones
        Networking|Azure ExpressRoute|microsoft.networkfunction|
        Networking|Azure ExpressRoute||microsoft.network/expressroutecircuits;microsoft.network/expressroutegateways;microsoft.network/expressrouteports
        Networking|Azure ExpressRoute||microsoft.networkfunction/azuretrafficcollectors
        Networking|Azure Firewall||microsoft.network/azurefirewalls
        Networking|Azure Firewall Manager||microsoft.network/firewallpolicies
        Networking|Azure Front Door||microsoft.network/frontdoors;microsoft.network/frontdoorwebapplicationfirewallpolicies
        Networking|Azure Internet Analyzer||microsoft.network/internetanalyzerprofiles
        Networking|Azure NAT Gateway||microsoft.network/natgateways
        Networking|Azure Network Function Manager||microsoft.hybridnetwork/devices
        Networking|Azure Orbital|microsoft.orbital|microsoft.orbital/groundstations;microsoft.orbital/spacecrafts;microsoft.orbital/terminals
        Networking|Azure Peering Service|microsoft.peering|microsoft.peering/peerings
        Networking|Azure Private 5G Core|microsoft.mobilenetwork|microsoft.mobilenetwork/mobilenetworks;microsoft.mobilenetwork/packetcorecontrolplanes
        Networking|Azure Private Link||microsoft.network/privatednszones;microsoft.network/privateendpoints
        Networking|Azure Virtual Network Manager||microsoft.network/networkmanagers
        Networking|Content Delivery Network|microsoft.cdn|microsoft.cdn/cdnwebapplicationfirewallpolicies;microsoft.cdn/profiles
        Networking|Load Balancer||microsoft.network/loadbalancers
        Networking|NGINX Plus|nginx.nginxplus|nginx.nginxplus/nginxdeployments
        Networking|Network Watcher||microsoft.network/networkwatchers;microsoft.network/networkwatchers/connectionmonitors;microsoft.network/networkwatchers/flowlogs
        Networking|Traffic Manager||microsoft.network/trafficmanagerprofiles
        Networking|VPN Gateway||microsoft.network/p2svpngateways;microsoft.network/vpngateways
        Networking|Virtual Network|microsoft.classicnetwork|
        Networking|Virtual Network||microsoft.classicnetwork/ipv4vip;microsoft.classicnetwork/publicip;microsoft.classicnetwork/publicipaddresses
        Networking|Virtual Network||microsoft.network/connections;microsoft.network/networkinterfaces;microsoft.network/networksecuritygroups
        Networking|Virtual Network||microsoft.network/networkvirtualappliances;microsoft.network/publicipaddresses;microsoft.network/publicipprefixes
        Networking|Virtual Network||microsoft.network/virtualnetworkgateways;microsoft.network/virtualnetworkgateways/connections;microsoft.network/virtualnetworks
        Networking|Virtual WAN||microsoft.network/virtualhubs
        Other|Azure Managed Applications|microsoft.solutions|microsoft.solutions/applications
        Other|Azure Marketplace|marketplace;microsoft.saas|marketplace/account;microsoft.saas/resources;microsoft.saas/saasresources
        Security|Azure Dedicated HSM|microsoft.hardwaresecuritymodules|microsoft.hardwaresecuritymodules/cloudhsmclusters;microsoft.hardwaresecuritymodules/dedicatedhsms
        Security|Dynamics 365 Fraud Protection|microsoft.dynamics365fraudprotection|microsoft.dynamics365fraudprotection/instances
        Security|Key Vault|microsoft.keyvault|microsoft.keyvault/hsmpools;microsoft.keyvault/managedhsms;microsoft.keyvault/vaults
        Security|Microsoft Copilot for Security|microsoft.securitycopilot|microsoft.securitycopilot/capacities
        Security|Microsoft Defender for Cloud|microsoft.easm|microsoft.easm/workspaces;microsoft.security+microsoft.security/pricings;microsoft.security/securityconnectors
        Storage|Azure Backup|microsoft.dataprotection|microsoft.dataprotection/backupvaults
        Storage|Azure Data Lake Store|microsoft.datalakestore|microsoft.datalakestore/accounts
        Storage|Azure Elastic SAN|microsoft.elasticsan|microsoft.elasticsan/elasticsans
        Storage|Azure HPC Cache|microsoft.storagecache|microsoft.storagecache/amlfilesystems;microsoft.storagecache/caches
        Storage|Azure NetApp Files|microsoft.netapp|microsoft.netapp/netappaccounts;microsoft.netapp/netappaccounts/capacitypools
        Storage|Azure StorSimple|microsoft.storsimple|microsoft.storsimple/managers
        Storage|Storage Accounts|microsoft.classicstorage;microsoft.storage|
        Storage|Storage Accounts||microsoft.classicstorage/storageaccounts;microsoft.storage/storageaccounts;microsoft.storage/storageaccounts/blobservices
        Storage|Storage Accounts||microsoft.storage/storageaccounts/fileservices;microsoft.storage/storageaccounts/queueservices
        Storage|Storage Accounts||microsoft.storage/storageaccounts/tableservices
        Web|App Configuration|microsoft.appconfiguration|microsoft.appconfiguration/configurationstores
        Web|Azure App Service|appservices;azure app service;microsoft.certificateregistration;microsoft.domainregistration;microsoft.web;microsoft.web.admin|
        Web|Azure App Service||appservices+microsoft.security/pricings;azure app service+microsoft.web/sites;microsoft.certificateregistration/certificateorders
        Web|Azure App Service||microsoft.domainregistration/domains;microsoft.eventgrid+microsoft.web/sites;microsoft.web+microsoft.web/sites;microsoft.web.admin/role
        Web|Azure App Service||microsoft.web/connections;microsoft.web/containerapps;microsoft.web/hostingenvironments;microsoft.web/serverfarms;microsoft.web/sites/slots
        Web|Azure App Service||microsoft.web/staticsites
        Web|Azure Fluid Relay|microsoft.fluidrelay|microsoft.fluidrelay/fluidrelayservers
        Web|Azure Maps|microsoft.maps|microsoft.maps/accounts
        Web|Azure SignalR Service|microsoft.signalrservice|microsoft.signalrservice/signalr;microsoft.signalrservice/webpubsub
        Web|Azure Spring Apps|microsoft.appplatform|microsoft.appplatform/spring
        """;
}
