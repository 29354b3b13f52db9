#include "history.hpp"
#include <cstdio>
int main(int argc,char**argv){
  std::vector<const peer_engine_table*> e;
  try{
  for(int i=1;i<argc;i++) e.push_back(driver::load_engine(argv[i]));
  for(auto*t:e){ auto w=driver::wrong_check(t); printf("%s scenes: %s\n",t->name,w?w->c_str():"ok"); }
  for(int seed=1;seed<=20;seed++){ auto h=driver::make_history(e[0],seed,3000);
   if(seed==1) for(auto&a:h.answers()) printf(" %d:%u",a.first,a.second);
   for(size_t i=1;i<e.size();i++){auto d=driver::difference(e[i],h); if(d) printf("%s\n",d->c_str());} }
  }catch(std::exception&x){printf("fail %s\n",x.what());}
}
